import { z } from 'zod'
import {
  type ComparableRecord,
  comparableOf,
  comparedFields,
  compareFields,
  toComparable,
} from './compare-records.ts'
import { type DataFolder, readEntries } from './read-data.ts'
import { Tally } from './tally.ts'

const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined)
const zoteroItem = z.object({
  title: optionalText,
  caseName: optionalText,
  nameOfAct: optionalText,
  subject: optionalText,
  itemType: z.string(),
  creators: z.array(
    z.object({
      firstName: optionalText,
      lastName: optionalText,
      name: optionalText,
      creatorType: optionalText,
    }),
  ),
  date: optionalText,
  issueDate: optionalText,
  dateDecided: optionalText,
  dateEnacted: optionalText,
  DOI: optionalText,
  extra: optionalText,
  publicationTitle: optionalText,
  bookTitle: optionalText,
  proceedingsTitle: optionalText,
  encyclopediaTitle: optionalText,
  dictionaryTitle: optionalText,
  abstractNote: optionalText,
  tags: z.array(z.string()),
})
type ZoteroItem = z.infer<typeof zoteroItem>

/** A test of another reference manager: a file and the items that it makes of it. */
const importCase = z.object({
  id: z.string(),
  format: z.string(),
  ext: z.string(),
  core: z.boolean(),
  input: z.string(),
  expected: z.array(zoteroItem),
})

/** Reads the file of every case and compares each entry with the item in its place, one tally a format. */
export function compareImportCases(data: DataFolder): Tally[] {
  if (!data.has('import-cases.jsonl')) return []
  const tallies = new Map<string, Tally>()
  for (const { id, format, ext, core, input, expected } of data.lines('import-cases.jsonl', importCase)) {
    const tally = tallies.get(format) ?? new Tally(format, core)
    tallies.set(format, tally)
    const read = readEntries(tally, id, new TextEncoder().encode(input), `case.${ext}`)
    tally.lose(id, expected.length - read.length)
    for (const [index, item] of expected.entries()) {
      const entry = read[index]
      if (entry === undefined) continue
      tally.record(`${id}#${index}`, comparedFields, compareFields(toComparable(entry), itemAsRecord(item)))
    }
  }
  return [...tallies.values()].toSorted((one, other) => Number(other.isCore) - Number(one.isCore))
}

function itemAsRecord(item: ZoteroItem): ComparableRecord {
  return comparableOf({
    title: item.title ?? item.caseName ?? item.nameOfAct ?? item.subject,
    creators: namesOf(item, (role) => !otherRoles.test(role)),
    otherCreators: namesOf(item, (role) => otherRoles.test(role)),
    // Zotero writes the date of Crossref's XML as month and year.
    date: (item.date ?? item.issueDate ?? item.dateDecided ?? item.dateEnacted)?.replace(
      /^(\d{1,2})\/(\d{4})$/,
      '$2-$1',
    ),
    // A type without a field for the DOI has it in a line of "extra".
    DOI: item.DOI ?? /^DOI: (\S+)$/m.exec(item.extra ?? '')?.[1],
    container:
      item.publicationTitle ??
      item.bookTitle ??
      item.proceedingsTitle ??
      item.encyclopediaTitle ??
      item.dictionaryTitle,
    abstract: item.abstractNote,
    tags: item.tags,
  })
}

const otherRoles =
  /^(?:editor|seriesEditor|translator|contributor|bookAuthor|recipient|reviewedAuthor|sponsor|producer|performer|counsel|wordsBy|attorneyAgent|castMember|scriptwriter)$/

function namesOf({ creators }: ZoteroItem, isWanted: (role: string) => boolean): string[] {
  return creators
    .filter(({ creatorType }) => isWanted(creatorType ?? 'author'))
    .map(({ firstName, lastName, name }) => name ?? [firstName, lastName].filter(Boolean).join(' '))
}
