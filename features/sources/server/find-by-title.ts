import type { CslItem } from '#contract/csl.ts'
import { yearOf } from '#contract/csl.ts'
import type { House } from '#platform/house.ts'
import { type Asking, askSource } from './asking/ask-source.ts'
import { termsOf } from './asking/catalogue.ts'
import { SourceFailure } from './asking/source-failure.ts'
import { crossrefSearch } from './by-source/crossref.ts'
import type { FoundRecord } from './by-source/found-record.ts'
import { openAlexSearch } from './by-source/openalex.ts'
import type { SourcedRecord } from './find-records.ts'
import { printsTitle, titlesAgree, titlesOf } from './resolve/titles-agree.ts'

/** What a paper shows of itself, to know its record by. */
export type Shown = {
  readonly csl: CslItem
  /** The text of its first pages, when it has been read. */
  readonly text: string
}

const fold = (name: string) =>
  name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}]+/gu, '')
    .toLowerCase()

const familiesOf = (csl: CslItem) =>
  (csl.author ?? []).map(({ family, literal }) => fold(family ?? literal ?? '')).filter((name) => name !== '')

/**
 * Whether a record that was found by words is that of the paper: the same title, an author in common (or printed on the
 * first pages), and no year further away than between a preprint and its journal.
 */
export function isRecordOf({ csl, text }: Shown, found: CslItem): boolean {
  const title = csl.title ?? ''
  if (!titlesOf(found).some((each) => titlesAgree(each, title))) return false
  const families = familiesOf(found)
  const own = familiesOf(csl)
  const printed = fold(text)
  const sharesAuthor = families.some(
    (family) =>
      own.some((each) => each.includes(family) || family.includes(each)) ||
      (own.length === 0 && printed.includes(family)),
  )
  if (!sharesAuthor) return false
  const [one, other] = [yearOf(csl), yearOf(found)]
  return one === undefined || other === undefined || Math.abs(one - other) <= 1
}

/** Whether a record that was found by a printed identifier is that of the paper: its title is the paper's, or printed in it. */
export function isTitledAs({ csl, text }: Shown, found: CslItem): boolean {
  return titlesOf(found).some((title) => titlesAgree(title, csl.title ?? '') || printsTitle(text, title))
}

/** Below this length a title says too little to find a work by. */
const titleLengthMin = 15

/**
 * The record of a work that has no identifier, by its title and first author. Found twice with different identifiers it is
 * not found.
 * @throws SourceFailure
 */
export async function findByTitle(
  house: House,
  shown: Shown,
  asking: Asking,
): Promise<SourcedRecord | undefined> {
  const { title = '' } = shown.csl
  if (title.length < titleLengthMin) return undefined
  const [first] = shown.csl.author ?? []
  const reference = [title, first?.family ?? first?.literal].filter((part) => part !== undefined).join(' ')
  const crossref = crossrefSearch(reference, house.config.SEOGO_SOURCES_EMAIL)
  const found = await choose(house, shown, crossref, asking)
  if (found !== undefined) return found
  try {
    return await choose(house, shown, openAlexSearch(title, termsOf(house.config, 'openalex').key), asking)
  } catch (error) {
    // Without OpenAlex, or with its day's money spent, Crossref's word is the last.
    if (error instanceof SourceFailure && (error.kind === 'off' || error.kind === 'waiting')) return undefined
    throw error
  }
}

async function choose(
  house: House,
  shown: Shown,
  question: Parameters<typeof askSource<FoundRecord[]>>[1],
  asking: Asking,
): Promise<SourcedRecord | undefined> {
  const { found = [], fetchedAt } = await askSource(house, question, asking)
  const same = found.filter(({ csl }) => isRecordOf(shown, csl))
  // A preprint's record beside that of the journal: the journal's.
  const published = same.filter(({ csl }) => csl.type !== 'article')
  const [one, ...others] = published.length > 0 ? published : same
  if (one === undefined || others.some(({ csl }) => csl.DOI !== one.csl.DOI)) return undefined
  return { source: question.source, key: question.key, ...one, fetchedAt }
}
