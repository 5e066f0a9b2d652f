import { createHash } from 'node:crypto'
import { providerKeyId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { ProviderFailure } from '#features/analysis/server/analysis.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext, JobHandler } from '#platform/queue/job.ts'
import { askSource, problemOf } from './ask-source.ts'
import { cutPassages, type Passage } from './cut-passages.ts'
import { buildMeaningJob, type noticeMeaningJob } from './jobs.ts'
import {
  countRead,
  knownVectors,
  nextUnread,
  pagesOfPaper,
  putPassages,
  type UnreadPaper,
} from './passage-queries.ts'
import { findSource, listBuilding, ownedLibraries, putProblem, type Source } from './source-queries.ts'
import { fromBytes, signsOf, toBytes } from './vectors.ts'

/** Passages in one request: what providers take at once, and a crash can lose. */
const mostAtOnce = 64
/** Papers looked at together. */
const papersAtOnce = 40

type Read = {
  readonly paper: UnreadPaper
  readonly passages: readonly (Passage & { readonly sha: string })[]
  readonly known: ReadonlyMap<string, Buffer>
}

type Building = { readonly source: Source; readonly libraries: readonly string[] }

/** Asks for the vectors of a person; twice is once. */
export async function enqueueBuild(tx: UserTx): Promise<void> {
  const user = userOf(tx)
  if (user === undefined) throw new Error('vectors are made for somebody')
  await enqueue(tx, buildMeaningJob, {}, { key: user })
}

/** Papers came or changed: looks whose vectors are to be made. */
export const noticeMeaning: JobHandler<typeof noticeMeaningJob.payload> = async ({ libraryId }, ctx) => {
  const people = await ctx.asSystem('look whose passages have no vectors', (tx) =>
    listBuilding(tx, libraryId),
  )
  for (const user of people) {
    const isWaiting = await ctx.house.database.asUser(user, async (tx) => {
      const building = await openBuilding(tx)
      return building !== undefined && (await countRead(tx, ofBuilding(building))).waiting > 0
    })
    if (isWaiting)
      await ctx.asSystem('have vectors made', (tx) =>
        enqueue(tx, buildMeaningJob, {}, { key: user, onBehalfOf: user }),
      )
  }
}

/** Reads what is unread, asks for vectors and keeps them, until nothing is left or somebody stops it. */
export const buildMeaning: JobHandler<typeof buildMeaningJob.payload> = async (_, ctx) => {
  try {
    const papers = await buildAll(ctx)
    ctx.note({ papers })
    await settle(ctx, null)
  } catch (error) {
    const code = problemOf(error)
    if (ctx.signal.aborted || code === undefined) throw error
    ctx.note({ failure: code })
    await settle(ctx, code)
    throw toJobFailure(error, code)
  }
}

async function settle(ctx: JobContext, code: ReturnType<typeof problemOf> | null): Promise<void> {
  await ctx.asUser(async (tx) => {
    await putProblem(tx, code ? { code, at: ctx.house.clock.now() } : null)
    tellOwner(tx)
  })
}

/** The settings show how far it is. */
export function tellOwner(tx: UserTx): void {
  const user = userOf(tx)
  if (user !== undefined) announce(tx, { userIds: [user] }, [{ topic: 'keys' }])
}

/** What a limit or a wrong key holds back is begun again by a person, or by the hourly look. */
function toJobFailure(error: unknown, code: string): Error {
  if (error instanceof Problem) return new JobFailure(code, error.code, { retry: false })
  if (!(error instanceof ProviderFailure)) return new JobFailure(code, code, { retry: false })
  const { retry, retryAfterMs, message } = error
  const wait = retryAfterMs === null ? {} : { retryAfterMs }
  return new JobFailure(code, message, { retry: retry !== 'never', ...wait })
}

/** What is to be made now; undefined when there is no source, or it was stopped. */
async function openBuilding(tx: UserTx): Promise<Building | undefined> {
  const source = await findSource(tx)
  const user = userOf(tx)
  if (source === undefined || source.stopped || source.provider_key_id === null || user === undefined)
    return undefined
  return { source, libraries: await ownedLibraries(tx, user) }
}

function ofBuilding({ source, libraries }: Building) {
  return { libraries, stamp: source.stamp, readsTexts: source.reads_texts }
}

async function buildAll(ctx: JobContext): Promise<number> {
  let done = 0
  let after: string | undefined
  const first = await ctx.asUser(openBuilding)
  if (first === undefined) return 0
  const { waiting } = await ctx.asUser((tx) => countRead(tx, ofBuilding(first)))
  for (;;) {
    const building = await ctx.asUser(openBuilding)
    if (building === undefined || building.source.stamp !== first.source.stamp) return done
    const read = await ctx.asUser((tx) => readNext(tx, building, after))
    if (read.length === 0) {
      // What came while it ran is read in another round; a round that found nothing is the last.
      if (after === undefined) return done
      after = undefined
      continue
    }
    await makeVectors(ctx, building, read)
    done += read.length
    after = read.at(-1)?.paper.id
    ctx.progress('embedding', Math.min(99, (done / Math.max(waiting, done)) * 100))
  }
}

/** The next papers, of which so many passages are new as go into one request, or one paper that has more. */
async function readNext(tx: UserTx, building: Building, after: string | undefined): Promise<Read[]> {
  const { source } = building
  const papers = await nextUnread(tx, ofBuilding(building), after, papersAtOnce)
  const read: Read[] = []
  let fresh = 0
  for (const paper of papers) {
    const pages = source.reads_texts ? await pagesOfPaper(tx, paper) : []
    const known = await knownVectors(tx, paper, source.stamp)
    const passages = cutPassages({ ...paper, pages }).map((passage) => ({
      ...passage,
      sha: createHash('sha256').update(passage.text).digest('hex'),
    }))
    const missing = passages.filter(({ sha }) => !known.has(sha)).length
    if (read.length > 0 && fresh + missing > mostAtOnce) break
    fresh += missing
    read.push({ paper, passages, known })
  }
  return read
}

async function makeVectors(ctx: JobContext, { source }: Building, read: readonly Read[]): Promise<void> {
  const missing = new Map<string, string>()
  for (const { passages, known } of read)
    for (const { sha, text } of passages) if (!known.has(sha)) missing.set(sha, text)
  const vectors = await askAll(ctx, source, [...missing])
  await ctx.asUser(async (tx) => {
    for (const { paper, passages, known } of read) {
      const made = passages.map(({ sha, text, place }) => {
        const bytes = known.get(sha) ?? vectors.get(sha)
        if (bytes === undefined) throw new Error('a passage was asked for and has no vector')
        const [fileId, page] = [place?.fileId ?? null, place?.page ?? null]
        return {
          sha,
          excerpt: text.slice(0, 400).toWellFormed(),
          fileId,
          page,
          signs: signsOf(fromBytes(bytes)),
          vector: bytes,
        }
      })
      await putPassages(tx, paper, source.stamp, made)
    }
    tellOwner(tx)
  })
}

/** The vectors of texts by their hash. @throws ProviderFailure malformed_answer when they are of another size than before */
async function askAll(ctx: JobContext, source: Source, texts: readonly (readonly [string, string])[]) {
  const vectors = new Map<string, Buffer>()
  const { userId } = ctx
  if (userId === undefined) throw new Error('vectors are made for somebody')
  for (let from = 0; from < texts.length; from += mostAtOnce) {
    const part = texts.slice(from, from + mostAtOnce)
    const answer = await askSource(ctx.house, {
      ownerId: userId,
      keyId: providerKeyId.parse(source.provider_key_id),
      model: source.model,
      sourceId: source.id,
      texts: part.map(([, text]) => text),
      role: 'passage',
      signal: ctx.signal,
      timeoutMs: timeoutOf(ctx.house),
    })
    for (const [at, [sha]] of part.entries()) {
      const vector = answer.vectors[at]
      if (vector?.length !== source.dimensions) throw new ProviderFailure('malformed_answer', { status: 200 })
      vectors.set(sha, toBytes(vector))
    }
  }
  return vectors
}

const timeoutOf = ({ config }: House) => Math.min(120, config.SEOGO_PROVIDER_TIMEOUT_SECONDS) * 1_000
