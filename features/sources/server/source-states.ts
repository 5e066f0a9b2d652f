import type { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { type SourceName, sourceNames, type sourceState, type testSource } from '../contract.ts'
import { askSource, type Question } from './asking/ask-source.ts'
import { termsOf } from './asking/catalogue.ts'
import { SourceFailure } from './asking/source-failure.ts'
import { arxivPaper } from './by-source/arxiv.ts'
import { crossrefWork } from './by-source/crossref.ts'
import { dataciteWork, doiOrgWork } from './by-source/datacite.ts'
import { kciArticle } from './by-source/kci.ts'
import { openLibraryBook } from './by-source/open-library.ts'
import { openAlexWork } from './by-source/openalex.ts'
import { pubmedArticle } from './by-source/pubmed.ts'
import { semanticScholarPaper } from './by-source/semantic-scholar.ts'
import { unpaywallWork } from './by-source/unpaywall.ts'
import { listStates, writeEnabled } from './state-queries.ts'

type State = z.input<typeof sourceState>
type Row = Awaited<ReturnType<typeof listStates>>[number]

/** Every source with how it stands, in the order they are shown. */
export async function readSourceStates(house: House): Promise<State[]> {
  const rows = await house.database.asSystem('show the sources', (tx) => listStates(tx))
  const bySource = new Map(rows.map((row) => [row.source, row]))
  return sourceNames.map((source) => toState(house, source, bySource.get(source)))
}

function toState(house: House, source: SourceName, row: Row | undefined): State {
  const terms = termsOf(house.config, source)
  const now = house.clock.now()
  const pausedUntil = row?.paused_until && row.paused_until > now ? row.paused_until : null
  const spent = row?.budget_day === now.toISOString().slice(0, 10) ? row.budget_spent_micro_usd : 0
  const isOff = terms.baseUrl === undefined
  return {
    source,
    state: stateOf(terms, row, pausedUntil),
    offBy: isOff ? 'configuration' : row?.enabled === false ? 'administrator' : null,
    host: terms.baseUrl === undefined ? null : new URL(terms.baseUrl).host,
    hasKey: terms.key !== undefined,
    pausedUntil: pausedUntil && toInstant(pausedUntil),
    pauseReason: pausedUntil && (row?.pause_reason ?? 'asked_to_wait'),
    lastCallAt: row?.last_call_at ? toInstant(row.last_call_at) : null,
    lastOkAt: row?.last_ok_at ? toInstant(row.last_ok_at) : null,
    lastStatus: row?.last_status ?? null,
    lastFault: row?.last_fault ?? null,
    budget:
      terms.budgetMicroUsd === undefined
        ? null
        : { spentMicroUsd: Number(spent), allowedMicroUsd: terms.budgetMicroUsd },
  }
}

function stateOf(
  terms: ReturnType<typeof termsOf>,
  row: Row | undefined,
  pausedUntil: Date | null,
): State['state'] {
  if (terms.baseUrl === undefined || row?.enabled === false) return 'off'
  if (terms.missing !== undefined) return terms.missing === 'key' ? 'needs_key' : 'needs_email'
  if (pausedUntil !== null) return 'paused'
  if (row === undefined || row.last_call_at === null) return 'never_asked'
  return row.last_fault === null ? 'ok' : 'failing'
}

async function stateNow(house: House, source: SourceName): Promise<State> {
  const found = (await readSourceStates(house)).find((each) => each.source === source)
  if (found === undefined) throw new Error(`${source} is not on the list`)
  return found
}

/** Switches a source on or off for everybody; the configuration's off stays off. */
export async function switchSource(house: House, source: SourceName, enabled: boolean): Promise<State> {
  await house.database.asSystem('switch a source', (tx) => writeEnabled(tx, source, enabled))
  return await stateNow(house, source)
}

/** A record each source has had for years. */
function trialOf(house: House, source: SourceName): Question<unknown> {
  const { key, email } = termsOf(house.config, source)
  const doi = '10.1038/nature12373'
  const trials: Readonly<Record<SourceName, Question<unknown>>> = {
    crossref: crossrefWork(doi, email),
    datacite: dataciteWork('10.5281/zenodo.31780'),
    doi: doiOrgWork(doi),
    openalex: openAlexWork('W2741809807', key),
    semantic_scholar: semanticScholarPaper(`DOI:${doi}`, key),
    unpaywall: unpaywallWork(doi, email ?? ''),
    arxiv: arxivPaper('1706.03762'),
    pubmed: pubmedArticle('23193287', { key, email }),
    openlibrary: openLibraryBook('9780306406157'),
    kci: kciArticle('ART000000914'),
  }
  return trials[source]
}

/** Asks a source for a well-known record now. */
export async function trySource(house: House, source: SourceName): Promise<z.input<typeof testSource.reply>> {
  const startedAt = performance.now()
  const tookMs = () => Math.round(performance.now() - startedAt)
  try {
    await askSource(house, trialOf(house, source), { fresh: true })
    return { outcome: 'answered', problem: null, tookMs: tookMs(), state: await stateNow(house, source) }
  } catch (error) {
    if (!(error instanceof SourceFailure) && !(error instanceof Problem)) throw error
    const problem = error instanceof Problem ? error.code : error.problem
    return { outcome: 'failed', problem, tookMs: tookMs(), state: await stateNow(house, source) }
  }
}
