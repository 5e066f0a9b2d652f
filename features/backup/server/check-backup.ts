import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { listSets } from './sets.ts'
import { openShelf } from './shelf.ts'

const hourMs = 3_600_000
/** A backup a day, and one that failed: then somebody should look. */
const oldMs = 50 * hourMs

/** How old the newest backup is that was restored on trial. */
export async function checkBackup({ config, clock }: House): Promise<HealthLook> {
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
  if (ageMs === null) return { state: 'degraded', finding: 'backup_never', facts }
  return ageMs <= oldMs ? { state: 'ok', facts } : { state: 'degraded', finding: 'backup_old', facts }
}
