import type { z } from 'zod'
import { readMigrations } from '#platform/database/migrate.ts'
import type { House } from '#platform/house.ts'
import type { CountedThing, compareBackup } from '../contract.ts'
import { secretKeyIdOf } from './backup.ts'
import { nameOf } from './make-set.ts'
import { countRows } from './queries.ts'
import { getSet } from './sets.ts'
import { openShelf } from './shelf.ts'

/** The tables whose rows people count. */
const counted: readonly { readonly what: CountedThing; readonly table: string }[] = [
  { what: 'people', table: 'auth.users' },
  { what: 'libraries', table: 'public.libraries' },
  { what: 'papers', table: 'public.papers' },
  { what: 'analyses', table: 'public.analysis_runs' },
  { what: 'notes', table: 'public.notes' },
  { what: 'highlights', table: 'public.highlights' },
]

/** What there is now beside what there was when a backup was made. @throws Problem backup_not_found, backup_damaged */
export async function compareBackupWithNow(
  house: House,
  backupId: string,
): Promise<z.input<typeof compareBackup.reply>> {
  const set = await getSet(openShelf(house.config, { mustExist: true }), backupId)
  const after = new Map(set.tables.map((table) => [nameOf(table), table.rows]))
  const now = await house.database.asSystem('compare a backup with what is there', (tx) =>
    countRows(
      tx,
      counted.map(({ table }) => table),
    ),
  )
  return {
    takenAt: set.takenAt,
    migrations: (await readMigrations()).length - set.migrations.length,
    sameSecret: secretKeyIdOf(house.secretKey) === set.secretKeyId,
    counts: counted.map(({ what, table }) => ({
      what,
      now: now.get(table) ?? 0,
      after: after.get(table) ?? 0,
    })),
  }
}
