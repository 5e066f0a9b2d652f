import type { CslItem } from '#contract/csl.ts'
import {
  normaliseDoi,
  normaliseIsbn,
  normalisePmcid,
  normalisePmid,
  parseIdentifier,
} from '#contract/identifiers.ts'
import { Problem } from '#contract/problems.ts'
import { arxivIdOf } from '#contract/record-fields.ts'
import type { House } from '#platform/house.ts'
import type { Asking } from './asking/ask-source.ts'
import { termsOf } from './asking/catalogue.ts'
import { SourceFailure } from './asking/source-failure.ts'
import { openAlexWork } from './by-source/openalex.ts'
import { semanticScholarPaper } from './by-source/semantic-scholar.ts'
import { unpaywallWork } from './by-source/unpaywall.ts'
import { askFor, findRecord, type SourcedRecord } from './find-records.ts'

/** The identifiers of a record, in canonical form. */
export type Known = {
  readonly doi: string | undefined
  readonly arxivId: string | undefined
  readonly pmid: string | undefined
  readonly pmcid: string | undefined
  readonly isbn: string | undefined
  readonly kci: string | undefined
}

export function identifiersOf(csl: CslItem): Known {
  const page = csl.URL === undefined ? undefined : parseIdentifier(csl.URL)
  return {
    doi: csl.DOI === undefined ? undefined : normaliseDoi(csl.DOI),
    arxivId: arxivIdOf(csl),
    pmid: csl.PMID === undefined ? undefined : normalisePmid(csl.PMID),
    pmcid: csl.PMCID === undefined ? undefined : normalisePmcid(csl.PMCID),
    isbn: csl.ISBN === undefined ? undefined : normaliseIsbn(csl.ISBN.split(/[\s,;]+/)[0] ?? ''),
    kci: page?.kind === 'kci' ? page.value : undefined,
  }
}

export type Gathered = {
  readonly records: readonly SourcedRecord[]
  /** Sources that may have something and could not be asked just now. */
  readonly failures: readonly SourceFailure[]
}

type Step = () => Promise<SourcedRecord | undefined>

/** Asks one after the other; one that fails costs its own record only. */
async function gather(steps: readonly Step[]): Promise<Gathered> {
  const records: SourcedRecord[] = []
  const failures: SourceFailure[] = []
  for (const step of steps) {
    try {
      const record = await step()
      if (record !== undefined) records.push(record)
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error
      if (error.kind !== 'off') failures.push(error)
    }
  }
  return { records, failures }
}

/** What those say who know a work by its DOI, besides the agency that registered it. */
export async function gatherByDoi(house: House, doi: string, asking: Asking): Promise<Gathered> {
  const { config } = house
  const email = config.SEOGO_SOURCES_EMAIL
  return await gather([
    () => askFor(house, openAlexWork(`doi:${doi}`, termsOf(config, 'openalex').key), asking),
    () => askFor(house, semanticScholarPaper(`DOI:${doi}`, termsOf(config, 'semantic_scholar').key), asking),
    async () => (email === undefined ? undefined : await askFor(house, unpaywallWork(doi, email), asking)),
  ])
}

/** What the record's other identifiers lead to. */
export async function gatherByOthers(house: House, known: Known, asking: Asking): Promise<Gathered> {
  const { arxivId, pmid, pmcid, isbn, kci, doi } = known
  const find = (kind: 'arxiv' | 'pmid' | 'pmcid' | 'isbn' | 'kci', value: string): Step => {
    return () => findOrNothing(house, { kind, value }, asking)
  }
  const scholar = () =>
    askFor(
      house,
      semanticScholarPaper(`ARXIV:${arxivId}`, termsOf(house.config, 'semantic_scholar').key),
      asking,
    )
  return await gather([
    ...(arxivId === undefined ? [] : [find('arxiv', arxivId), ...(doi === undefined ? [scholar] : [])]),
    ...(pmid !== undefined ? [find('pmid', pmid)] : pmcid !== undefined ? [find('pmcid', pmcid)] : []),
    // A chapter's or a conference paper's ISBN is that of the volume.
    ...(isbn === undefined || doi !== undefined ? [] : [find('isbn', isbn)]),
    ...(kci === undefined ? [] : [find('kci', kci)]),
  ])
}

async function findOrNothing(
  house: House,
  identifier: Parameters<typeof findRecord>[1],
  asking: Asking,
): Promise<SourcedRecord | undefined> {
  try {
    return await findRecord(house, identifier, asking)
  } catch (error) {
    if (error instanceof Problem && error.code === 'identifier_not_found') return undefined
    throw error
  }
}
