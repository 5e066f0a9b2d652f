import { z } from 'zod'
import type { ActDone } from '#contract/acts.ts'
import type { ActId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { recordAct } from '#features/history/server/history.ts'
import { type Done, onEach, requirePaper, selectedPapers } from '#features/papers/server/papers.ts'
import type { RecordedChange, TakeBack } from '#platform/acts/undoers.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { Judgement, judge, judgeMany as judgeManyEndpoint } from '../contract.ts'
import {
  findJudgement,
  type JudgementPart,
  lockJudging,
  returnJudgements,
  writeJudgements,
} from './judgement-queries.ts'

/** Papers that one message names; of more, only that the list changed. */
const mostAnnounced = 50

export type Verdict = z.output<typeof judge.body>

/** A person's own rating or reading status of papers of one library that they may see; nobody else's view changes. */
export async function judgePapers(
  tx: UserTx,
  userId: UserId,
  given: {
    readonly libraryId: LibraryId
    readonly paperIds: readonly PaperId[]
    readonly verdict: Verdict
    readonly partOf?: ActId | undefined
  },
): Promise<Done> {
  const { libraryId, paperIds, verdict } = given
  await lockJudging(tx, userId)
  const changes: RecordedChange[] = []
  const say = async (part: JudgementPart, value: number | string | null | undefined) => {
    if (value === undefined) return
    const written = await writeJudgements(tx, { libraryId, userId }, { part, value, ids: paperIds })
    for (const { paper_id: paperId, before } of written)
      changes.push({ paperId, kind: part, subject: '', before, after: value })
  }
  await say('rating', verdict.ratingHalves)
  await say('status', verdict.status)
  const { ratingHalves, status } = verdict
  const actId = await recordAct(tx, {
    libraryId,
    kind: 'judged',
    changes,
    facts: { ...(ratingHalves && { ratingHalves }), ...(status && { status }) },
    partOf: given.partOf,
  })
  const papers = [...new Set(changes.map(({ paperId }) => paperId))]
  const each = papers.slice(0, mostAnnounced).map((id) => ({ topic: 'paper' as const, id }))
  announce(tx, { userIds: [userId] }, [{ topic: 'papers' }, ...each])
  return { actId, changed: papers.length }
}

/** Judges many papers as one act. @throws Problem selection_empty | too_many_papers */
export async function judgeMany(
  tx: UserTx,
  userId: UserId,
  { papers, ...verdict }: z.output<typeof judgeManyEndpoint.body>,
): Promise<ActDone> {
  return onEach(await selectedPapers(tx, papers), (group, partOf) =>
    judgePapers(tx, userId, { ...group, verdict, partOf }),
  )
}

/**
 * Keeps a person's own rating or reading status of a paper they may see; nobody else's view of it changes.
 * @throws Problem paper_not_found
 */
export async function judgePaper(tx: UserTx, userId: UserId, id: PaperId, verdict: Verdict) {
  const { libraryId } = await requirePaper(tx, id)
  await judgePapers(tx, userId, { libraryId: libraryId as LibraryId, paperIds: [id], verdict })
  const row = await findJudgement(tx, userId, id)
  return {
    paperId: id,
    ratingHalves: row?.rating_halves ?? null,
    status: row?.status ?? 'unread',
  } satisfies Judgement
}

const stored = z.union([z.string(), z.number(), z.null()])
const textOf = (value: unknown) => {
  const said = stored.parse(value)
  return said === null ? null : String(said)
}

function takeBackJudgements(part: JudgementPart): TakeBack {
  return async (tx, { libraryId, changes }) => {
    const userId = userOf(tx)
    if (!userId) throw new Error('a judgement is somebody’s')
    await lockJudging(tx, userId)
    const asText = changes.map(({ paperId, before, after }) => ({
      paperId,
      before: textOf(before),
      after: textOf(after),
    }))
    const returned = await returnJudgements(tx, { libraryId, userId }, { part, changes: asText })
    return new Map(
      changes
        .filter(({ paperId }) => !returned.has(paperId))
        .map((change) => [change, 'changed_since'] as const),
    )
  }
}

export const takeBackRatings = takeBackJudgements('rating')
export const takeBackStatuses = takeBackJudgements('status')
