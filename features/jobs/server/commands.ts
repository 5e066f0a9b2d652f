import { jobId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { listJobs } from '../contract.ts'
import { cancelJobOf, controlMany, retryOwnJob } from './control-jobs.ts'
import { withForecasts } from './forecasts.ts'
import { listFailedClassesOf } from './look-after-house.ts'
import { listJobsIn, requireTimeline } from './read-jobs.ts'
import type { JobInput } from './to-job.ts'

function lineOf(job: JobInput): string {
  const progress =
    job.state === 'active' ? ` ${job.progressPercent} %${job.stage ? ` ${job.stage}` : ''}` : ''
  const error = job.error ? `  ${job.error.code}: ${job.error.message}` : ''
  const about = job.subject?.title ? `  ${job.subject.title}` : ''
  const forecast = job.forecast ? `  ends ${job.forecast.endsFrom} to ${job.forecast.endsTo}` : ''
  return `${job.id}  ${job.kind.padEnd(24)} ${(job.state + progress).padEnd(22)}${about}${forecast}${error}`
}

function idOf(args: readonly string[]) {
  const parsed = jobId.safeParse(args[0])
  if (!parsed.success) throw new Problem('job_not_found', { given: args[0] ?? null })
  return parsed.data
}

type Options = CommandContext['options']

/** The filters a person gave. @throws Problem bad_request naming the option */
function filterOf(options: Options) {
  const { state, kind, error: errorCode, limit } = options
  const parsed = listJobs.query.safeParse({
    state,
    kind,
    errorCode,
    ...(limit === undefined ? {} : { limit }),
  })
  if (parsed.success) return parsed.data
  const field = String(parsed.error.issues[0]?.path[0] ?? '')
  throw new Problem('bad_request', { where: `--${field}`, given: options[field] ?? null })
}

/** `seogo jobs`, `seogo jobs list` */
export async function listCommand({ house, caller, options, terminal }: CommandContext): Promise<number> {
  const query = filterOf(options)
  const page =
    options.everybody === true
      ? await house.database.asSystem('list all jobs', (tx) => listJobsIn(tx, query))
      : await house.database.asUser(await caller(), (tx) => listJobsIn(tx, query))
  const items = await withForecasts(house, page.items)
  if (items.length === 0) terminal.line('No jobs.')
  for (const job of items) terminal.line(lineOf(job))
  terminal.result({ ...page, items })
  return 0
}

/** `seogo jobs failures`: what failed, by kind and error class, for `seogo jobs retry --everybody --kind … --error …`. */
export async function failuresCommand({ house, terminal }: CommandContext): Promise<number> {
  const items = await listFailedClassesOf(house)
  if (items.length === 0) terminal.line('No failed jobs.')
  for (const { kind, errorCode, count, lastAt, lastMessage } of items)
    terminal.line(
      `${String(count).padStart(6)}  ${kind.padEnd(24)} ${errorCode.padEnd(24)} ${lastAt}  ${lastMessage ?? ''}`,
    )
  terminal.result({ items })
  return 0
}

/** `seogo jobs show` */
export async function showCommand({ house, caller, args, terminal }: CommandContext): Promise<number> {
  const userId = await caller()
  const timeline = await house.database.asUser(userId, (tx) => requireTimeline(tx, idOf(args)))
  const [job = timeline.job] = await withForecasts(house, [timeline.job])
  terminal.line(lineOf(job))
  for (const { execution, startedAt, finishedAt, outcome, error } of timeline.attempts) {
    const why = error ? `  ${error.code}: ${error.message}` : ''
    terminal.line(`  ${String(execution).padStart(3)}  ${startedAt}  ${finishedAt}  ${outcome}${why}`)
  }
  if (timeline.parent) terminal.line(`  asked for by ${timeline.parent.id}  ${timeline.parent.kind}`)
  for (const child of timeline.children)
    terminal.line(`  asked for ${child.id}  ${child.kind}  ${child.state}`)
  terminal.result({ ...timeline, job })
  return 0
}

/** One job by its id, or all that the filters leave: never all there are by a slip of the hand. */
function requireChoice({ args, options }: CommandContext): 'one' | 'many' {
  if (args.length > 0) return 'one'
  const chosen = options.state ?? options.kind ?? options.error
  if (chosen === undefined && options.all !== true)
    throw new Problem('bad_request', {
      fault: 'name a job, or choose with --kind, --state, --error or --all',
    })
  return 'many'
}

async function controlCommand(
  context: CommandContext,
  action: 'cancel' | 'retry',
  one: (userId: UserId) => Promise<JobInput>,
): Promise<number> {
  const { house, caller, options, terminal } = context
  const userId = await caller()
  if (requireChoice(context) === 'one') {
    const job = await one(userId)
    terminal.line(lineOf(job))
    terminal.result(job)
    return action === 'cancel' && job.state !== 'cancelled' ? 1 : 0
  }
  const { state, kind, errorCode } = filterOf(options)
  const whose = options.everybody === true ? { by: null } : userId
  const outcome = await controlMany(house, whose, { action, state, kind, errorCode })
  terminal.line(`${outcome.changed} jobs ${action === 'cancel' ? 'cancelled' : 'run again'}.`)
  terminal.result(outcome)
  return 0
}

/** `seogo jobs cancel` */
export async function cancelCommand(context: CommandContext): Promise<number> {
  const { house, args } = context
  return controlCommand(context, 'cancel', (userId) =>
    cancelJobOf(house, { userId, role: 'member' }, idOf(args)),
  )
}

/** `seogo jobs retry` */
export async function retryCommand(context: CommandContext): Promise<number> {
  const { house, args } = context
  return controlCommand(context, 'retry', (userId) =>
    house.database.asUser(userId, (tx) => retryOwnJob(tx, idOf(args))),
  )
}
