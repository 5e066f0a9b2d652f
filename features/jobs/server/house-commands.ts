import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { queueNames } from '#platform/queue/names.ts'
import { changeQueue, listQueuesOf, listSchedulesOf, runScheduleNow } from './look-after-house.ts'

async function switchQueues({ house, caller, args, terminal }: CommandContext, paused: boolean) {
  const by = await caller()
  const names = args.length > 0 ? args : queueNames
  const changed = []
  for (const queue of names) changed.push(await changeQueue(house, { queue, by, paused }))
  for (const queue of changed)
    terminal.line(`${queue.name.padEnd(10)} ${queue.paused ? 'paused' : 'runs'}, ${queue.waiting} waiting`)
  terminal.result({ items: changed })
  return 0
}

/** `seogo jobs pause` */
export const pauseCommand = (context: CommandContext): Promise<number> => switchQueues(context, true)

/** `seogo jobs resume` */
export const resumeCommand = (context: CommandContext): Promise<number> => switchQueues(context, false)

/** `seogo jobs queues` */
export async function queuesCommand({ house, terminal }: CommandContext): Promise<number> {
  const queues = await listQueuesOf(house)
  for (const { name, paused, waiting, delayed, active } of queues.items) {
    const state = paused ? 'paused' : 'runs'
    terminal.line(
      `${name.padEnd(10)} ${state.padEnd(7)} ${active} running, ${waiting} waiting, ${delayed} later`,
    )
  }
  for (const { lane, pausedUntil, errorCode, waiting } of queues.lanes)
    terminal.line(`${lane} is left alone until ${pausedUntil} (${errorCode}), ${waiting} waiting`)
  terminal.result(queues)
  return 0
}

/** `seogo jobs schedules` */
export async function schedulesCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const [verb, name] = args
  if (verb === 'run') {
    if (name === undefined) throw new Problem('schedule_not_found')
    const schedule = await runScheduleNow(house, name)
    terminal.line(`${schedule.name} runs as soon as a worker sees it.`)
    terminal.result(schedule)
    return 0
  }
  const schedules = await listSchedulesOf(house)
  for (const { name: known, cron, timeZone, everyMs, nextRunAt, lastRunAt } of schedules.items) {
    const times = cron === null ? `every ${Math.round((everyMs ?? 0) / 1_000)} s` : `${cron} ${timeZone}`
    terminal.line(`${known.padEnd(32)} ${times.padEnd(24)} next ${nextRunAt}  last ${lastRunAt ?? 'never'}`)
  }
  terminal.result(schedules)
  return 0
}
