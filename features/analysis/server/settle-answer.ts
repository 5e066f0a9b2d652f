import { libraryId, paperId, runId, userId } from '#contract/ids.ts'
import { notify } from '#features/notifications/server/notifications.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import { emit } from '#platform/outbox/emit.ts'
import { analysisFinished, type RunState } from '../contract.ts'
import { tellIfBatchEnded } from './batch/tell-of-batch.ts'
import { openStates } from './open-states.ts'
import { closeRunRow, countAnswerStates, lockRun } from './queries.ts'

/**
 * After an answer was settled, closes its run when it was the last one open: tells the person who asked and emits
 * `analysis.finished`. In the transaction that settled the answer, so that neither can be without the other.
 */
export async function closeRunIfSettled(tx: SystemTx, run: string, paperTitle: string | null): Promise<void> {
  const locked = await lockRun(tx, run)
  // Removed with its paper.
  if (!locked) return
  const library = libraryId.parse(locked.library_id)
  announce(tx, { libraryId: library }, [{ topic: 'analyses', id: locked.paper_id }])
  if (locked.state !== 'running') return

  const counts = new Map((await countAnswerStates(tx, run)).map(({ state, count }) => [state, count]))
  if (openStates.some((state) => counts.has(state))) return
  const answered = counts.get('answered') ?? 0
  const failed = counts.get('failed') ?? 0
  const state: Exclude<RunState, 'running'> = answered > 0 ? 'finished' : failed > 0 ? 'failed' : 'cancelled'
  await closeRunRow(tx, run, state)
  announce(tx, { libraryId: library }, [{ topic: 'papers' }, { topic: 'paper', id: locked.paper_id }])

  const requestedBy = userId.safeParse(locked.requested_by).data
  if (state === 'finished') {
    const event = { runId: runId.parse(run), paperId: paperId.parse(locked.paper_id), libraryId: library }
    await emit(tx, analysisFinished, event, requestedBy)
  }
  if (requestedBy === undefined) return
  if (locked.batch_id !== null) return tellIfBatchEnded(tx, locked.batch_id, requestedBy)
  // Who cancelled knows it.
  if (state === 'cancelled') return
  await notify(tx, {
    userId: requestedBy,
    type: state === 'finished' ? 'analysis_finished' : 'analysis_failed',
    subject: { kind: 'paper', id: locked.paper_id, title: paperTitle },
    facts: { answered, failed },
  })
}
