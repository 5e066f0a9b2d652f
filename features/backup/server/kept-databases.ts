import type { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { recordAlone } from '#features/audit/server/audit.ts'
import { dropDatabase, listDatabases, measureDatabases } from '#platform/database/sets/databases.ts'
import type { House } from '#platform/house.ts'
import type { listBackups } from '../contract.ts'
import { keptPrefix } from './restore.ts'

/** The databases that restores took the place of, the latest first. */
export async function listKept({
  database: { address },
}: House): Promise<z.input<typeof listBackups.reply>['kept']> {
  const prefix = keptPrefix(address)
  const found = await measureDatabases(address, prefix)
  return found.map(({ name, sizeBytes }) => ({
    database: name,
    sizeBytes,
    at: toInstant(instantOf(name.slice(prefix.length))),
  }))
}

/** @param stamp as restore() gives it: `20261126t041500` */
function instantOf(stamp: string): Date {
  const [, year, month, day, hours, minutes, seconds] =
    /^(\d{4})(\d\d)(\d\d)t(\d\d)(\d\d)(\d\d)$/.exec(stamp) ?? []
  return new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`)
}

/** @throws Problem backup_not_found when no restore kept it */
export async function dropKeptDatabase(house: House, by: string, name: string): Promise<void> {
  const { address } = house.database
  const kept = await listDatabases(address, keptPrefix(address))
  if (!kept.includes(name)) throw new Problem('backup_not_found', { id: name })
  await dropDatabase(address, name)
  await recordAlone(house, { act: 'backup_dropped', by, facts: { database: name } })
}
