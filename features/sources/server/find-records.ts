import type { CslItem } from '#contract/csl.ts'
import type { Identifier } from '#contract/identifiers.ts'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import type { SourceFacts, SourceName } from '../contract.ts'
import { type Asking, askSource, type Question } from './asking/ask-source.ts'
import { termsOf } from './asking/catalogue.ts'
import { SourceFailure } from './asking/source-failure.ts'
import { arxivPaper } from './by-source/arxiv.ts'
import { crossrefWork } from './by-source/crossref.ts'
import { dataciteWork, doiOrgWork } from './by-source/datacite.ts'
import type { FoundRecord } from './by-source/found-record.ts'
import { kciArticle } from './by-source/kci.ts'
import { openLibraryBook } from './by-source/open-library.ts'
import { openAlexWork } from './by-source/openalex.ts'
import { pubmedArticle, pubmedIdOf } from './by-source/pubmed.ts'

/** A source's record with where and when it came from. */
export type SourcedRecord = {
  readonly source: SourceName
  readonly key: string
  readonly csl: CslItem
  readonly facts: SourceFacts
  readonly fetchedAt: Date
}

/** Asks one question. @returns undefined when the source knows no such thing. @throws SourceFailure */
export async function askFor(
  house: House,
  question: Question<FoundRecord>,
  asking: Asking,
): Promise<SourcedRecord | undefined> {
  const { found, fetchedAt } = await askSource(house, question, asking)
  return found && { source: question.source, key: question.key, ...found, fetchedAt }
}

/** Who registered a DOI, one after the other. */
function registriesOf(house: House, doi: string): Question<FoundRecord>[] {
  const email = house.config.SEOGO_SOURCES_EMAIL
  return [crossrefWork(doi, email), dataciteWork(doi), doiOrgWork(doi)]
}

/**
 * The record of a DOI from the agency that registered it.
 * @returns undefined when every agency that was asked knows no such DOI
 * @throws SourceFailure when one that might know it gave no answer
 */
export async function findByDoi(
  house: House,
  doi: string,
  asking: Asking,
): Promise<SourcedRecord | undefined> {
  let failure: SourceFailure | undefined
  let answered = 0
  for (const question of registriesOf(house, doi)) {
    try {
      const record = await askFor(house, question, asking)
      if (record !== undefined) return record
      answered += 1
    } catch (error) {
      if (!(error instanceof SourceFailure)) throw error
      // One that is off is as if it were not there, unless all of them are.
      if (error.kind !== 'off') failure = error
    }
  }
  if (failure !== undefined) throw failure
  if (answered === 0) throw new SourceFailure('crossref', 'off')
  return undefined
}

async function findByPmid(house: House, pmid: string, asking: Asking) {
  return await askFor(house, pubmedArticle(pmid, callerOf(house)), asking)
}

async function findByPmcid(house: House, pmcid: string, asking: Asking) {
  const { found: pmid } = await askSource(house, pubmedIdOf(pmcid, callerOf(house)), asking)
  return pmid === undefined ? undefined : await findByPmid(house, pmid, asking)
}

function callerOf({ config }: House) {
  const { key, email } = termsOf(config, 'pubmed')
  return { key, email }
}

type Finder = (house: House, value: string, asking: Asking) => Promise<SourcedRecord | undefined>

const finders: Readonly<Record<Identifier['kind'], Finder>> = {
  doi: findByDoi,
  arxiv: (house, id, asking) => askFor(house, arxivPaper(id), asking),
  pmid: findByPmid,
  pmcid: findByPmcid,
  isbn: (house, isbn, asking) => askFor(house, openLibraryBook(isbn), asking),
  openalex: (house, id, asking) =>
    askFor(house, openAlexWork(id, termsOf(house.config, 'openalex').key), asking),
  kci: (house, id, asking) => askFor(house, kciArticle(id), asking),
}

/**
 * The record that belongs to an identifier.
 * @throws Problem identifier_not_found when whoever gives these out knows no such thing | sources_off
 * @throws SourceFailure
 */
export async function findRecord(
  house: House,
  identifier: Identifier,
  asking: Asking = {},
): Promise<SourcedRecord> {
  if (house.config.SEOGO_SOURCES === 'off') throw new Problem('sources_off')
  const record = await finders[identifier.kind](house, identifier.value, asking)
  if (record === undefined) throw new Problem('identifier_not_found', { identifier: identifier.value })
  return record
}
