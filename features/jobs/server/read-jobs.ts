import { z } from 'zod'
import { type JobId, jobId } from '#contract/ids.ts'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { Tx } from '#platform/database/transactions.ts'
import type { JobPage, JobState } from '../contract.ts'
import {
  countJobs,
  findJobRow,
  findParent,
  type JobFilter,
  listAttempts,
  listChildren,
  listJobRows,
} from './queries.ts'
import { type JobInput, toJob } from './to-job.ts'

export type { JobInput } from './to-job.ts'

const position = z.tuple([cursorInstant, jobId])

function positionOf(cursor: string | undefined): { createdAt: string; id: string } | undefined {
  if (cursor === undefined) return undefined
  const [createdAt, id] = fromCursor(cursor, position) ?? []
  if (createdAt === undefined || id === undefined) throw new Problem('bad_request', { where: 'cursor' })
  return { createdAt, id }
}

type ListQuery = JobFilter & { readonly cursor?: string | undefined; readonly limit: number }

/**
 * Jobs in pages, newest first, with how many there are in each state: the person's own, or in a transaction of the house
 * everybody's.
 */
export async function listJobsIn(
  tx: Tx,
  { cursor, limit, ...filter }: ListQuery,
): Promise<Omit<JobPage, 'items'> & { items: JobInput[] }> {
  const rows = await listJobRows(tx, filter, { after: positionOf(cursor), limit: limit + 1 })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const groups = await countJobs(tx, filter)
  const counts: Partial<Record<JobState, number>> = {}
  const { kind, errorCode } = filter
  for (const group of groups) {
    const fits = (kind ?? group.kind) === group.kind && (errorCode ?? group.error_code) === group.error_code
    if (fits) counts[group.state] = (counts[group.state] ?? 0) + group.count
  }
  return {
    items: items.map(toJob),
    next: rows.length > limit && last ? toCursor([last.position, last.id]) : null,
    counts,
    kinds: [...new Set(groups.map((group) => group.kind))].toSorted(),
    errorCodes: [...new Set(groups.flatMap(({ error_code }) => error_code ?? []))].toSorted(),
  }
}

/** @throws Problem job_not_found — also for somebody else's job. */
export async function requireJob(tx: Tx, id: JobId): Promise<JobInput> {
  const row = await findJobRow(tx, id)
  if (!row) throw new Problem('job_not_found')
  return toJob(row)
}

/** A job with its attempts and its relations. @throws Problem job_not_found */
export async function requireTimeline(tx: Tx, id: JobId) {
  const job = await requireJob(tx, id)
  const attempts = await listAttempts(tx, id)
  return {
    job,
    attempts: attempts.map((row) => ({
      execution: row.execution,
      outcome: row.outcome,
      startedAt: toInstant(row.started_at),
      finishedAt: toInstant(row.finished_at),
      error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
      worker: row.worker,
    })),
    parent: (await findParent(tx, id)) ?? null,
    children: await listChildren(tx, id),
  }
}
