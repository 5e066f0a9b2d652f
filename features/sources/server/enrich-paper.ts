import type { CslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { withField } from '#contract/record-fields.ts'
import { type Origin, pagesOf, replaceRecord, requirePaper } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext, JobHandler } from '#platform/queue/job.ts'
import { sourceFacts } from '../contract.ts'
import type { Asking } from './asking/ask-source.ts'
import { SourceFailure } from './asking/source-failure.ts'
import { findByTitle, isTitledAs, type Shown } from './find-by-title.ts'
import { findByDoi, type SourcedRecord } from './find-records.ts'
import { gatherByDoi, gatherByOthers, identifiersOf } from './gather.ts'
import type { enrichPaperJob } from './jobs.ts'
import { deleteStaleSources } from './paper-queries.ts'
import { keepRecord, resolvePaper } from './resolve-paper.ts'

type Paper = Shown & { readonly origins: Readonly<Record<string, Origin>> }

type SetAside = {
  readonly record: SourcedRecord
  readonly reason: 'title_differs' | 'unknown_identifier'
}

/** What came of asking: records to keep, and what is wrong with the printed DOI. */
type Findings = {
  readonly trusted: readonly (SourcedRecord & { readonly confidence: number })[]
  readonly setAside?: SetAside
  readonly failures: readonly SourceFailure[]
  readonly hasAsked?: boolean
}

/** Found by words, however strictly, is a little less than found by an identifier. */
const confidenceByTitle = 0.9
const readOffThePaper = new Set(['page', 'metadata'])
const pagesRead = 2

/**
 * Asks the sources about a paper and resolves its record. A repeat asks again only what is old, and changes nothing that
 * stands already.
 */
export const enrichPaper: JobHandler<typeof enrichPaperJob.payload> = async (payload, context) => {
  const { paperId } = payload
  const paper = await context.asUser((tx) => readPaper(tx, paperId))
  if (paper === undefined) return context.note({ skipped: 'gone' })
  const findings = await ask(paper, payload.asked === true, context)
  await context.asUser(async (tx) => {
    // In the trash since.
    if ((await findPaper(tx, paperId)) === undefined) return
    await record(tx, { paperId, libraryId: payload.libraryId }, paper, findings)
    context.note({ sources: findings.trusted.map(({ source }) => source) })
    context.note({ changed: await resolvePaper(tx, paperId) })
  })
  await giveUpOrComeBack(findings.failures)
}

async function findPaper(tx: UserTx, paperId: PaperId) {
  return await requirePaper(tx, paperId).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'paper_not_found') return undefined
    throw error
  })
}

async function readPaper(tx: UserTx, paperId: PaperId): Promise<Paper | undefined> {
  const paper = await findPaper(tx, paperId)
  if (paper === undefined) return undefined
  const read = await pagesOf(tx, paperId)
  const text = (read?.pages ?? []).slice(0, pagesRead).map((page) => page.text)
  return { csl: paper.csl, origins: paper.origins, text: text.join('\n') }
}

async function ask(paper: Paper, asked: boolean, { house, signal }: JobContext): Promise<Findings> {
  const { SEOGO_SOURCES: sources, SEOGO_SOURCES_ENRICH: enrich } = house.config
  if (sources === 'off' || (enrich === 'off' && !asked)) return { trusted: [], failures: [] }
  const asking: Asking = { signal, fresh: asked }
  const known = identifiersOf(paper.csl)
  const byDoi = { ...(await askByDoi(paper, known.doi, { house, asking })), hasAsked: true }
  const others = await gatherByOthers(
    house,
    byDoi.setAside !== undefined ? { ...known, doi: undefined } : known,
    asking,
  )
  const trusted = [...byDoi.trusted, ...others.records.map((each) => ({ ...each, confidence: 1 }))]
  const failures = [...byDoi.failures, ...others.failures]
  const mayAskByTitle = enrich === 'all' || asked
  if (trusted.length > 0 || failures.length > 0 || !mayAskByTitle || !hasOwnTitle(paper))
    return { ...byDoi, trusted, failures }
  const byTitle = await askByTitle(paper, { house, asking })
  return { ...byDoi, trusted: byTitle.trusted, failures: byTitle.failures }
}

type At = { readonly house: JobContext['house']; readonly asking: Asking }

function setAsideAs(doi: string, found: SourcedRecord | undefined, { clock }: At['house']): SetAside {
  if (found !== undefined) return { record: found, reason: 'title_differs' }
  const csl: CslItem = { type: 'document', DOI: doi }
  const facts = sourceFacts.parse({})
  const record = { source: 'doi' as const, key: `doi:${doi}`, csl, facts, fetchedAt: clock.now() }
  return { record, reason: 'unknown_identifier' }
}

/** A title taken from the file's name is the uploader's, and no title to ask the world about. */
function hasOwnTitle({ origins }: Paper): boolean {
  return origins.title?.source !== 'file name'
}

async function askByDoi(paper: Paper, doi: string | undefined, { house, asking }: At): Promise<Findings> {
  if (doi === undefined) return { trusted: [], failures: [] }
  let primary: SourcedRecord | undefined
  try {
    primary = await findByDoi(house, doi, asking)
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    return { trusted: [], failures: error.kind === 'off' ? [] : [error] }
  }
  // A DOI on a page may be a template nobody filled in, or that of another work: only a title that agrees proves it.
  const needsProof = readOffThePaper.has(paper.origins.doi?.source ?? '')
  if (needsProof && (primary === undefined || !isTitledAs(paper, primary.csl)))
    return { trusted: [], setAside: setAsideAs(doi, primary, house), failures: [] }
  const more = await gatherByDoi(house, doi, asking)
  const records = primary === undefined ? more.records : [primary, ...more.records]
  return { trusted: records.map((each) => ({ ...each, confidence: 1 })), failures: more.failures }
}

async function askByTitle(paper: Paper, { house, asking }: At): Promise<Findings> {
  try {
    const found = await findByTitle(house, paper, asking)
    if (found === undefined) return { trusted: [], failures: [] }
    const doi = identifiersOf(found.csl).doi
    const more = doi === undefined ? { records: [], failures: [] } : await gatherByDoi(house, doi, asking)
    const others = more.records.filter(({ source }) => source !== found.source)
    return {
      trusted: [found, ...others].map((each) => ({ ...each, confidence: confidenceByTitle })),
      failures: more.failures,
    }
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error
    return { trusted: [], failures: error.kind === 'off' ? [] : [error] }
  }
}

type Place = { readonly paperId: PaperId; readonly libraryId: LibraryId }

/** Writes what was found beside the paper. A DOI that is not the paper's leaves its record, and is shown as set aside. */
async function record(tx: UserTx, place: Place, paper: Paper, findings: Findings): Promise<void> {
  const { setAside, trusted } = findings
  if (findings.hasAsked) await deleteStaleSources(tx, place.paperId, keysOf(paper, setAside !== undefined))
  for (const { confidence, ...each } of trusted)
    await keepRecord(tx, place, each, { verdict: 'trusted', reason: null, confidence })
  if (setAside === undefined) return
  await keepRecord(tx, place, setAside.record, {
    verdict: 'set_aside',
    reason: setAside.reason,
    confidence: 0,
  })
  await takeDoiAway(tx, place.paperId, paper)
}

function keysOf({ csl }: Paper, isDoiWrong: boolean): string[] {
  const { doi, arxivId, pmid } = identifiersOf(csl)
  return [
    ...(doi === undefined || isDoiWrong ? [] : [`doi:${doi}`]),
    ...(arxivId === undefined ? [] : [`arxiv:${arxivId}`]),
    ...(pmid === undefined ? [] : [`pmid:${pmid}`]),
  ]
}

async function takeDoiAway(tx: UserTx, paperId: PaperId, { origins: before }: Paper): Promise<void> {
  const { csl, origins } = await requirePaper(tx, paperId)
  // A person wrote another one meanwhile.
  if (origins.doi?.source !== before.doi?.source) return
  const { doi: _, ...others } = origins
  await replaceRecord(tx, paperId, { csl: withField(csl, 'doi', {}), origins: others })
}

/** What could not be asked is asked later; a source that wants to be left alone costs no attempt. */
async function giveUpOrComeBack(failures: readonly SourceFailure[]): Promise<void> {
  const later = failures.filter(({ retryHelps }) => retryHelps)
  const [first] = later
  if (first === undefined) return
  const waits = later.map(({ retryAfterMs }) => retryAfterMs).filter((wait) => wait !== undefined)
  throw new JobFailure(first.problem, first.message, {
    retry: true,
    countsAttempt: later.some(({ kind }) => kind !== 'waiting'),
    ...(waits.length > 0 ? { retryAfterMs: Math.max(...waits) } : {}),
    cause: first,
  })
}
