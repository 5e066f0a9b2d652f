import type { CslItem, CslName } from '#contract/csl.ts'
import { type RecordField, recordFields } from '#contract/record-fields.ts'
import type { RecognisedMetadata } from './pdf/pdf-reading.ts'
import type { Origin } from './record.ts'

/** What a reader recognised may replace only what nobody said: a name taken from the file, or an earlier reading. */
const replaceable = new Set(['file name', 'page', 'metadata'])

const hangul = /^[가-힣]{2,5}$/
const twoSyllableFamily = /^(남궁|황보|제갈|선우|독고|사공|서문)/
const suffix = /^(?:jr\.?|sr\.?|ii|iii|iv)$/i
const particle = /^(?:van|von|der|den|de|del|della|di|da|do|dos|das|du|la|le|ten|ter|af|av|zu)$/

/**
 * A printed name in its parts, so that its work is known again in a bibliography: the last word is the family's, with
 * the particles before it; of a Korean name the first syllable is. In reading order it is the printed name again.
 */
export function toCslName(printed: string): CslName {
  const name = printed.trim()
  if (hangul.test(name)) {
    const length = twoSyllableFamily.test(name) ? 2 : 1
    return { family: name.slice(0, length), given: name.slice(length) }
  }
  const words = name.split(/\s+/)
  const end = suffix.test(words.at(-1) ?? '') ? words.pop() : undefined
  const family = words.pop()
  if (family === undefined || words.length === 0) return { literal: name }
  const at = words.findIndex((word, index) => index > 0 && particle.test(word))
  const [given, particles] = at < 0 ? [words, []] : [words.slice(0, at), words.slice(at)]
  return {
    family,
    given: given.join(' '),
    ...(particles.length > 0 ? { 'non-dropping-particle': particles.join(' ') } : {}),
    ...(end === undefined ? {} : { suffix: end }),
  }
}

type Part = { readonly origin: Origin; readonly fields: Partial<CslItem> }

/** What was recognised, as fields of the record. */
function partsOf(recognised: RecognisedMetadata): Partial<Record<RecordField, Part>> {
  const { title, authors, abstract, year, doi, arxiv } = recognised
  const part = (found: { origin: string; confidence: number }, fields: Partial<CslItem>): Part => ({
    origin: { source: found.origin, confidence: found.confidence },
    fields,
  })
  return {
    ...(title && { title: part(title, { title: title.value }) }),
    ...(authors && { authors: part(authors, { author: authors.value.map(toCslName) }) }),
    ...(abstract && { abstract: part(abstract, { abstract: abstract.value }) }),
    ...(year && { year: part(year, { issued: { 'date-parts': [[year.value]] } }) }),
    ...(doi && { doi: part(doi, { DOI: doi.value }) }),
    ...(arxiv && { arxivId: part(arxiv, { archive: 'arXiv', archive_location: arxiv.value.id }) }),
  }
}

/** The record with what was recognised put in where nobody has said otherwise, and the origins of all its fields. */
export function withRecognised(
  csl: CslItem,
  origins: Readonly<Record<string, Origin>>,
  recognised: RecognisedMetadata,
): { csl: CslItem; origins: Record<string, Origin>; changed: RecordField[] } {
  const item: CslItem = { ...csl }
  const parts = partsOf(recognised)
  const changed = recordFields.filter(
    (field) => parts[field] && replaceable.has(origins[field]?.source ?? 'file name'),
  )
  const found: Record<string, Origin> = { ...origins }
  for (const field of changed) {
    const part = parts[field]
    if (!part) continue
    Object.assign(item, part.fields)
    found[field] = part.origin
  }
  return { csl: item, origins: found, changed }
}
