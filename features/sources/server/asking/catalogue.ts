import type { Config } from '#platform/config/config.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import type { SourceName } from '../../contract.ts'

/** How a source wants to be asked. */
export type SourceTerms = {
  readonly source: SourceName
  /** Undefined: switched off by the configuration. */
  readonly baseUrl: string | undefined
  readonly key: Secret | undefined
  readonly email: string | undefined
  /** What has to be configured before it may be asked. */
  readonly missing: 'key' | 'email' | undefined
  /** Least time between two requests of all processes together; its headers may ask for more. */
  readonly gapMs: number
  /** One request at a time, of all processes together. */
  readonly single: boolean
  readonly timeoutMs: number
  /** So long an answer is believed without asking again. */
  readonly ageDays: number
  readonly budgetMicroUsd: number | undefined
}

type Manners = Pick<SourceTerms, 'gapMs' | 'single' | 'ageDays'>

/**
 * The sources' own rules as of 2026. arXiv: one request every three seconds on one connection. Semantic Scholar: one a
 * second with a key. PubMed: three a second, ten with a key. Crossref says its limit in headers; five a second is below all
 * it ever said. The others ask for politeness.
 */
const manners: Readonly<Record<SourceName, Manners>> = {
  crossref: { gapMs: 200, single: false, ageDays: 30 },
  datacite: { gapMs: 200, single: false, ageDays: 30 },
  doi: { gapMs: 500, single: false, ageDays: 30 },
  openalex: { gapMs: 100, single: false, ageDays: 30 },
  semantic_scholar: { gapMs: 1_000, single: true, ageDays: 180 },
  unpaywall: { gapMs: 200, single: false, ageDays: 14 },
  arxiv: { gapMs: 3_000, single: true, ageDays: 14 },
  pubmed: { gapMs: 340, single: false, ageDays: 30 },
  openlibrary: { gapMs: 1_000, single: false, ageDays: 90 },
  kci: { gapMs: 1_000, single: true, ageDays: 90 },
}

const timeoutMs = 20_000
const microUsdPerCent = 10_000

/** The terms of a source under this configuration. */
export function termsOf(config: Config, source: SourceName): SourceTerms {
  const { address, key, needs } = settingsOf(config)[source]
  const email = config.SEOGO_SOURCES_EMAIL
  const isOff = config.SEOGO_SOURCES === 'off' || address === 'off'
  const isMissing = (needs === 'key' && key === undefined) || (needs === 'email' && email === undefined)
  const own = manners[source]
  return {
    source,
    baseUrl: isOff ? undefined : address.replace(/\/+$/, ''),
    key,
    email,
    missing: isMissing ? needs : undefined,
    ...own,
    gapMs: source === 'pubmed' && key !== undefined ? 100 : own.gapMs,
    timeoutMs,
    budgetMicroUsd:
      source === 'openalex' ? config.SEOGO_SOURCE_OPENALEX_DAILY_CENTS * microUsdPerCent : undefined,
  }
}

type Settings = {
  readonly address: string
  readonly key?: Secret | undefined
  readonly needs?: 'key' | 'email'
}

function settingsOf(config: Config): Readonly<Record<SourceName, Settings>> {
  return {
    crossref: { address: config.SEOGO_SOURCE_CROSSREF_URL },
    datacite: { address: config.SEOGO_SOURCE_DATACITE_URL },
    doi: { address: config.SEOGO_SOURCE_DOI_URL },
    openalex: {
      address: config.SEOGO_SOURCE_OPENALEX_URL,
      key: config.SEOGO_SOURCE_OPENALEX_KEY,
      needs: 'key',
    },
    semantic_scholar: {
      address: config.SEOGO_SOURCE_SEMANTIC_SCHOLAR_URL,
      key: config.SEOGO_SOURCE_SEMANTIC_SCHOLAR_KEY,
      needs: 'key',
    },
    unpaywall: { address: config.SEOGO_SOURCE_UNPAYWALL_URL, needs: 'email' },
    arxiv: { address: config.SEOGO_SOURCE_ARXIV_URL },
    pubmed: { address: config.SEOGO_SOURCE_PUBMED_URL, key: config.SEOGO_SOURCE_PUBMED_KEY },
    openlibrary: { address: config.SEOGO_SOURCE_OPENLIBRARY_URL },
    kci: { address: config.SEOGO_SOURCE_KCI_URL },
  }
}
