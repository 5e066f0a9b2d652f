import { jobId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { jobState, listJobs } from '../contract.ts'
import { cancelOwnJob, type JobInput, listOwnJobs, retryOwnJob } from './jobs.ts'

function lineOf(job: JobInput): string {
  const progress =
    job.state === 'active' ? ` ${job.progressPercent} %${job.stage ? ` ${job.stage}` : ''}` : ''
  const error = job.error ? `  ${job.error.code}: ${job.error.message}` : ''
  const about = job.subject?.title ? `  ${job.subject.title}` : ''
  return `${job.id}  ${job.kind.padEnd(24)} ${(job.state + progress).padEnd(22)}${about}${error}`
}

function idOf(args: readonly string[]) {
  const parsed = jobId.safeParse(args[0])
  if (!parsed.success) throw new Problem('job_not_found', { given: args[0] ?? null })
  return parsed.data
}

/** `seogo jobs` */
export async function listCommand({ house, caller, options, terminal }: CommandContext): Promise<number> {
  const state =
    options.state === undefined ? undefined : jobState.or(listJobs.query.shape.state).safeParse(options.state)
  if (state && !state.success) throw new Problem('bad_request', { where: '--state', given: options.state })
  const query = listJobs.query.parse({ limit: options.limit, state: state?.data })
  const userId = await caller()
  const page = await house.database.asUser(userId, (tx) => listOwnJobs(tx, query))
  if (page.items.length === 0) terminal.line('No jobs.')
  for (const job of page.items) terminal.line(lineOf(job))
  terminal.result(page)
  return 0
}

/** `seogo jobs cancel` */
export async function cancelCommand({ house, caller, args, terminal }: CommandContext): Promise<number> {
  const job = await cancelOwnJob(house, await caller(), idOf(args))
  terminal.line(lineOf(job))
  terminal.result(job)
  return job.state === 'cancelled' ? 0 : 1
}

/** `seogo jobs retry` */
export async function retryCommand({ house, caller, args, terminal }: CommandContext): Promise<number> {
  const userId = await caller()
  const job = await house.database.asUser(userId, (tx) => retryOwnJob(tx, idOf(args)))
  terminal.line(lineOf(job))
  terminal.result(job)
  return 0
}
