import { type CslItem, yearOf } from '#contract/csl.ts'
import type { Reason, Suggestion } from '../../contract.ts'
import { peopleOf } from './person.ts'
import { closenessOf, isTelling, type Title, titleKeys, titleOf } from './title.ts'

/** A record as it is compared. */
export type Compared = {
  readonly id: string
  readonly title: Title
  readonly people: readonly string[]
  readonly year: number | undefined
  readonly doi: string | null
  readonly arxivId: string | null
  readonly identifiers: readonly string[]
}

export type RecordRow = {
  readonly id: string
  readonly title: string
  readonly csl: CslItem
  readonly doi: string | null
  readonly arxiv_id: string | null
  readonly pmid: string | null
  readonly pmcid: string | null
  readonly isbn: string | null
}

export function toCompared(row: RecordRow): Compared {
  const { id, doi, arxiv_id: arxivId, pmid, pmcid, isbn } = row
  const named = { doi, arxiv: arxivId, pmid, pmcid, isbn }
  return {
    id,
    title: titleOf(row.title),
    people: peopleOf(row.csl),
    year: yearOf(row.csl),
    doi,
    arxivId,
    identifiers: Object.entries(named).flatMap(([name, value]) =>
      value === null ? [] : [`${name}:${value}`],
    ),
  }
}

/** What a record is found by. */
export function keysOf(record: Compared): string[] {
  return [...titleKeys(record.title, record.people[0] ?? ''), ...record.identifiers.map((each) => `i${each}`)]
}

export type Verdict = Pick<Suggestion, 'kind' | 'reasons' | 'strength'>

type Years = 'same' | 'near' | 'missing' | 'far'

function yearsOf(one: Compared, other: Compared): Years {
  if (one.year === undefined || other.year === undefined) return 'missing'
  const apart = Math.abs(one.year - other.year)
  return apart === 0 ? 'same' : apart === 1 ? 'near' : 'far'
}

function peopleOfBoth(one: Compared, other: Compared): 'same' | 'overlap' | 'missing' | 'different' {
  const [first] = one.people
  const [second] = other.people
  if (first === undefined || second === undefined) return 'missing'
  const rest = one.people.slice(1).filter((person) => other.people.slice(1).includes(person)).length
  // One family name among several is chance; two lists that share nothing else are of two groups.
  if (first === second) {
    return one.people.length > 2 && other.people.length > 2 && rest === 0 ? 'different' : 'same'
  }
  const shared = one.people.filter((person) => other.people.includes(person)).length
  return shared >= 2 && shared >= Math.min(one.people.length, other.people.length) - 1
    ? 'overlap'
    : 'different'
}

const isArxivDoi = (doi: string | null) => doi?.startsWith('10.48550/') === true

/** Only a preprint server knows it. */
const isPreprint = ({ doi, arxivId }: Compared) => isArxivDoi(doi) || (doi === null && arxivId !== null)
const isPublished = ({ doi }: Compared) => doi !== null && !isArxivDoi(doi)

/** A preprint and what a journal made of it: two records on purpose. */
function areVersions(one: Compared, other: Compared): boolean {
  if (one.arxivId !== null && one.arxivId === other.arxivId) return false
  return (isPreprint(one) && isPublished(other)) || (isPreprint(other) && isPublished(one))
}

const differ = (one: string | null, other: string | null) => one !== null && other !== null && one !== other

/**
 * An order of trust, not a measured share: such pairs were too few to count. Among 20,000 papers of a real corpus one pair
 * is suggested; of copies made worse by rule 92 to 99.9 % are found (bench/duplicates.ts).
 */
const strengths = { same: 0.9, subtitle: 0.75, near: 0.75 } as const

function titleReasons(one: Compared, other: Compared): Reason[] {
  const closeness = closenessOf(one.title, other.title)
  if (!closeness) return []
  const people = peopleOfBoth(one, other)
  const years = yearsOf(one, other)
  const isPair = areVersions(one, other)
  const years2 =
    isPair && one.year !== undefined && other.year !== undefined && Math.abs(one.year - other.year) <= 2
  if (people === 'different' || (years === 'far' && !years2)) return []
  if (!isTelling(one.title.whole) && (years !== 'same' || people !== 'same')) return []
  if (people === 'missing' && closeness !== 'same') return []
  const doubt = (people === 'same' ? 0 : 0.15) + (years === 'same' ? 0 : 0.1)
  const kind = closeness === 'same' ? 'same_title' : closeness === 'near' ? 'near_title' : 'subtitle'
  return [
    { kind, strength: strengths[closeness] - doubt },
    ...(years === 'near' || years === 'far' ? [{ kind: 'year_differs' as const, strength: 0 }] : []),
    ...(years === 'missing' ? [{ kind: 'year_missing' as const, strength: 0 }] : []),
    ...(people === 'missing' ? [{ kind: 'author_missing' as const, strength: 0 }] : []),
  ]
}

/**
 * Whether two records may be one paper, and why. Two numbers of one kind that differ are two papers, except those of a
 * preprint and of what was published.
 * @param pages likeness of their first pages, when it is above the threshold
 * @param sticky reasons that an event gave and no comparison finds again
 */
export function compareRecords(
  one: Compared,
  other: Compared,
  { pages, sticky = [] }: { readonly pages?: number | undefined; readonly sticky?: readonly Reason[] } = {},
): Verdict | undefined {
  const isVersion = areVersions(one, other)
  const isTold = sticky.length > 0
  const conflict =
    (!isVersion && differ(one.doi, other.doi)) || (differ(one.arxivId, other.arxivId) && !isVersion)
  if (conflict && !isTold && pages === undefined) return undefined
  const shared = one.identifiers.some((each) => other.identifiers.includes(each))
  const reasons: Reason[] = [
    ...sticky,
    ...(shared ? [{ kind: 'same_identifier' as const, strength: 0.97 }] : []),
    ...(conflict ? [] : titleReasons(one, other)),
    ...(pages === undefined ? [] : [{ kind: 'first_page' as const, strength: pages }]),
  ]
  if (reasons.length === 0) return undefined
  if (isVersion) reasons.push({ kind: 'preprint', strength: 0 })
  // Two that share a first page and have numbers of their own are an earlier and a later form of one work.
  const kind = !isTold && !shared && (isVersion || conflict) ? 'version' : 'duplicate'
  return { kind, reasons, strength: Math.max(...reasons.map(({ strength }) => strength)) }
}
