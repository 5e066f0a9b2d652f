import type { House } from '#platform/house.ts'
import { listSets } from './sets.ts'
import { openShelf } from './shelf.ts'

const hourMs = 3_600_000
/** A backup a day, and one that failed: then somebody should look. */
const oldMs = 50 * hourMs

/** How old the newest backup is that was restored on trial. */
export async function checkBackup({ config, clock }: House) {
  const shelf = openShelf(config)
  const sets = await listSets(shelf)
  const proven = sets.find(({ proof }) => proof?.provenAt != null)
  const takenAt = proven?.set?.takenAt ?? null
  const ageMs = takenAt === null ? null : clock.now().getTime() - Date.parse(takenAt)
  const facts = {
    place: shelf.place,
    backups: sets.length,
    lastProven: takenAt,
    ageHours: ageMs === null ? null : Math.round((ageMs / hourMs) * 10) / 10,
  }
  if (ageMs !== null && ageMs <= oldMs) return { state: 'ok' as const, facts }
  const message =
    ageMs === null
      ? 'no backup was ever proven: "seogo backup make --drill" makes one and restores it on trial'
      : `the last proven backup is ${Math.round(ageMs / hourMs)} hours old: look at the page of backups`
  return { state: 'degraded' as const, facts, message }
}
