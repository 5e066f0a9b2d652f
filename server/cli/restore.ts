import { readFileSync } from 'node:fs'
import { Problem } from '#contract/problems.ts'
import {
  getSet,
  oneRestoreAtATime,
  onTerminal,
  openShelf,
  restore,
  secretKeyIdOf,
} from '#features/backup/server/backup.ts'
import { readConfig } from '#platform/config/config.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { openStore } from '#platform/files/open-store.ts'
import { openDatabaseServer } from '../boot.ts'
import type { BareContext } from './bare-command.ts'
import { openCommandLog } from './command-house.ts'

/** `seogo restore <folder or s3://…>` */
export async function restoreCommand({ args, options, environment, terminal }: BareContext): Promise<number> {
  const config = readConfig(environment)
  const keyFile = options['key-file']
  const key = typeof keyFile === 'string' ? Secret.of(readFileSync(keyFile, 'utf8').trim()) : undefined
  const shelf = openShelf(config, { place: args[0], key, mustExist: true })
  const set = await getSet(shelf, typeof options.set === 'string' ? options.set : 'latest')
  terminal.line(`Restoring ${set.id}, the data of ${set.takenAt} …`)
  const log = openCommandLog(config, 'restore')
  const server = await openDatabaseServer({ config, log })
  try {
    const hasOtherSecret = secretKeyIdOf(server.secretKey) !== set.secretKeyId
    const restored = await oneRestoreAtATime(server.address, () =>
      restore({
        address: server.address,
        files: openStore(config),
        shelf,
        set,
        log,
        now: () => new Date(),
        whileRunning: options['while-running'] === true,
        tell: onTerminal(terminal),
      }),
    )
    terminal.bar('', undefined)
    terminal.line(
      `Restored ${restored.rows} rows in ${restored.tables} tables, each compared with its hash, and ${set.files.count} files.`,
    )
    if (restored.migrated.length > 0)
      terminal.line(`Brought to this version's schema: ${restored.migrated.join(', ')}.`)
    if (restored.keptAs)
      terminal.line(
        `What was here before is kept as the database ${restored.keptAs}; drop it when all is well.`,
      )
    if (hasOtherSecret)
      terminal.line(
        'This machine has another secret key than the one that made the backup: everybody signs in anew, and provider keys have to be entered again, unless you put the old secret.key in place.',
      )
    terminal.result({ id: set.id, ...restored, files: set.files.count, hasOtherSecret })
    return 0
  } catch (error) {
    terminal.bar('', undefined)
    if (!(error instanceof Problem)) terminal.line('Nothing was changed.')
    throw error
  } finally {
    await server.close()
  }
}
