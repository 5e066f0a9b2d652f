import type { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { type backupSchedule, saveBackupSchedule } from '../contract.ts'
import { oneAtATime } from './backup.ts'
import { removeFromOthers } from './other-places.ts'
import { removeSets } from './remove-set.ts'
import { chooseToRemove } from './retention.ts'
import { type KeptSchedule, readSchedule, saveSchedule } from './schedule.ts'
import { listSets } from './sets.ts'
import { openShelf } from './shelf.ts'

type Typed = Partial<z.input<typeof backupSchedule>>

const numbers = {
  'keep-last': 'keepLast',
  'keep-daily': 'keepDaily',
  'keep-weekly': 'keepWeekly',
  'keep-monthly': 'keepMonthly',
} as const

/** What was typed, by the names of the contract; nothing of what was not. */
function typedSchedule({ options }: Pick<CommandContext, 'options'>): Typed {
  const typed: Typed = {}
  if (typeof options.cron === 'string') typed.cron = options.cron
  if (typeof options['time-zone'] === 'string') typed.timeZone = options['time-zone']
  if (options.on === true) typed.enabled = true
  if (options.off === true) typed.enabled = false
  for (const [option, field] of Object.entries(numbers)) {
    const value = options[option]
    if (typeof value === 'string') typed[field] = Number(value)
  }
  return typed
}

/** `seogo backup schedule [--on|--off] [--cron …]`: shows it, or changes what was named and leaves the rest. */
export async function scheduleCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const { nextRunAt: _, ...before } = await readSchedule(house)
  const typed = typedSchedule({ options })
  const parsed = saveBackupSchedule.body.safeParse({ ...before, ...typed })
  if (!parsed.success)
    throw new Problem('bad_request', {
      where: parsed.error.issues[0]?.path.join('.') ?? 'schedule',
      given: typed,
    })
  const now =
    Object.keys(typed).length > 0 ? await saveSchedule(house, parsed.data) : await readSchedule(house)
  terminal.line(sentenceOf(now))
  terminal.line(
    `Stay: the newest ${now.keepLast}, one of ${now.keepDaily} days, ${now.keepWeekly} weeks and ${now.keepMonthly} months, pinned ones, and the last proven one.`,
  )
  terminal.result({ ...now })
  return 0
}

function sentenceOf({ enabled, cron, timeZone, nextRunAt }: KeptSchedule): string {
  return enabled
    ? `Backups are made by themselves: ${cron} (${timeZone}), next ${nextRunAt ?? 'never'}.`
    : `No backup is made by itself; --on would make them: ${cron} (${timeZone}).`
}

/** `seogo backup prune [--dry-run]`: removes what the schedule's retention does not keep. */
export async function pruneCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const shelf = openShelf(house.config, { mustExist: true })
  const prune = async () => {
    const going = chooseToRemove(await listSets(shelf), await readSchedule(house))
    const freedBytes = options['dry-run'] === true || going.length === 0 ? 0 : await removeSets(shelf, going)
    if (options['dry-run'] !== true) await removeFromOthers(house, going)
    return { going, freedBytes }
  }
  const { going, freedBytes } = await oneAtATime(house.database.address, prune)
  const isDry = options['dry-run'] === true
  for (const id of going) terminal.line(isDry ? `${id} would go` : `${id} went`)
  if (going.length === 0) terminal.line('Every backup stays.')
  terminal.result({ removed: isDry ? [] : going, wouldRemove: going, freedBytes })
  return 0
}
