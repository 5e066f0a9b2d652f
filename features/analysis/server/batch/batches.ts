import type { z } from 'zod'
import { analysisBatchId, jobId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type analysisBatch, type BatchState, providerId } from '../../contract.ts'
import { isOpen, openStates } from '../open-states.ts'
import { listOwnProviders } from '../request-analysis.ts'
import { remainingTime } from './estimate-batch.ts'
import { type BatchRow, listBatchRows, sumBatchAnswers } from './standing-queries.ts'

// What anybody looks back to; the answers themselves stand with their papers.
const batchesMax = 10

type Shown = z.input<typeof analysisBatch>
type Sums = Awaited<ReturnType<typeof sumBatchAnswers>>
type Readers = Awaited<ReturnType<typeof listOwnProviders>>

/** The newest batches of the asking person. */
export async function listOwnBatches(house: House, tx: UserTx): Promise<Shown[]> {
  return showBatches(house, tx, await listBatchRows(tx, batchesMax))
}

/** Batches with how far they are and how long they will take. */
export async function showBatches(house: House, tx: UserTx, rows: readonly BatchRow[]): Promise<Shown[]> {
  if (rows.length === 0) return []
  const sums = await sumBatchAnswers(
    tx,
    rows.map(({ id }) => id),
  )
  const readers = await listOwnProviders(tx)
  const shown: Shown[] = []
  for (const row of rows) {
    const own = sums.filter(({ batch_id }) => batch_id === row.id)
    shown.push(await showBatch(house, tx, { row, sums: own, readers }))
  }
  return shown
}

async function showBatch(
  house: House,
  tx: UserTx,
  { row, sums, readers }: { row: BatchRow; sums: Sums; readers: Readers },
): Promise<Shown> {
  const countOf = (states: readonly string[]) =>
    sums.reduce((total, { state, count }) => total + (states.includes(state) ? count : 0), 0)
  const open = countOf(openStates)
  const state = stateOf(row, open)
  const toCome = isAsking(row) ? row.papers - row.next : 0
  // A reader whose key was removed is known from what it answered.
  const chosen = readers.filter(({ choice }) => row.choices.includes(choice))
  const answering = chosen.map(({ provider, label, model }) => ({
    provider,
    label,
    model,
    answers:
      toCome +
      sums
        .filter((sum) => sum.label === label && isOpen(sum.state))
        .reduce((total, { count }) => total + count, 0),
  }))
  const named = new Map(
    [...sums.map(({ provider, label }) => ({ provider: providerId.parse(provider), label })), ...chosen].map(
      ({ provider, label }) => [label, { provider, label }],
    ),
  )
  return {
    id: analysisBatchId.parse(row.id),
    state,
    automatic: row.automatic,
    requestedAt: toInstant(row.created_at),
    papers: row.papers,
    asked: row.next,
    leftOut: row.refused,
    readers: [...named.values()],
    answers: {
      answered: countOf(['answered']),
      failed: countOf(['failed']),
      cancelled: countOf(['cancelled']),
      open,
      toCome: toCome * chosen.length,
    },
    costMicroUsd: sums.reduce((total, { cost_micro_usd: cost }) => total + cost, 0),
    remaining: state === 'running' ? await remainingTime(house, tx, answering) : null,
    error: state === 'failed' ? row.error_code : null,
    jobId: row.job_id === null ? null : jobId.parse(row.job_id),
  }
}

/** Whether its job is still to ask about papers. */
export const isAsking = ({ job_state }: BatchRow) =>
  job_state !== null && !['completed', 'failed', 'cancelled'].includes(job_state)

function stateOf(row: BatchRow, open: number): BatchState {
  const { paused_at, job_state } = row
  if (isAsking(row) || open > 0) return paused_at === null ? 'running' : 'paused'
  if (job_state === 'failed' || job_state === 'cancelled') return job_state
  return 'finished'
}
