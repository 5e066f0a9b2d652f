import { dayIn } from '#contract/time.ts'
import type { BackupSchedule } from '../contract.ts'
import type { ListedSet } from './sets.ts'

type Keeping = Pick<BackupSchedule, 'keepLast' | 'keepDaily' | 'keepWeekly' | 'keepMonthly' | 'timeZone'>

/**
 * Which sets retention lets go: not the newest few, not the newest of each of so many days, weeks and months that have one,
 * never a pinned one, one that cannot be read, or the last one that was proven.
 * @param sets newest first
 */
export function chooseToRemove(sets: readonly ListedSet[], keeping: Keeping): string[] {
  const kept = new Set<string>()
  const readable = sets.filter(({ set }) => set !== undefined)
  for (const { id } of readable.slice(0, keeping.keepLast)) kept.add(id)
  const lastProven = readable.find(({ proof }) => proof?.provenAt != null)
  if (lastProven) kept.add(lastProven.id)
  const dayOf = dayIn(keeping.timeZone)
  const periods = [
    [keeping.keepDaily, dayOf],
    [keeping.keepWeekly, (at: Date) => weekOf(dayOf(at))],
    [keeping.keepMonthly, (at: Date) => dayOf(at).slice(0, 7)],
  ] as const
  for (const [most, periodOf] of periods) {
    const seen = new Set<string>()
    for (const { id, set } of readable) {
      if (!set) continue
      const period = periodOf(new Date(set.takenAt))
      if (seen.has(period) || seen.size >= most) continue
      seen.add(period)
      kept.add(id)
    }
  }
  return readable.filter(({ id, pinned }) => !pinned && !kept.has(id)).map(({ id }) => id)
}

/** The Monday of a day's week. */
function weekOf(day: string): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() - ((at.getUTCDay() + 6) % 7))
  return at.toISOString().slice(0, 10)
}
