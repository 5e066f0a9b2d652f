import type { CommandContext } from '#platform/feature.ts'
import { countByMaster } from './data-key-queries.ts'
import { masterFileOf, readMasters } from './masters.ts'
import { forgetOldMasters, rotateMaster } from './rotate.ts'

const wordOf = (count: number) => (count === 1 ? '1 data key' : `${count} data keys`)

/** `seogo vault rotate` */
export async function rotateCommand({ house, terminal }: CommandContext): Promise<number> {
  const { SEOGO_VAULT_KEY: configured, SEOGO_DATABASE_URL: elsewhere } = house.config
  if (!configured && elsewhere) {
    terminal.line(
      'The database is used by processes that may not share this data folder. Give every one of them the',
    )
    terminal.line('new key as SEOGO_VAULT_KEY and the old one in SEOGO_VAULT_OLD_KEYS, then run this again.')
    terminal.result({ refused: 'vault_key_not_configured' })
    return 1
  }
  const rotation = await rotateMaster(house, {
    onBatch: (done) => terminal.line(`${wordOf(done)} wrapped anew`),
  })
  if (rotation.isNew) {
    terminal.line(`A new master key was made: ${masterFileOf(house)}`)
    terminal.line(
      'KEEP A COPY of this file now, apart from the backups: without it all provider keys are lost.',
    )
  }
  terminal.line(`Master ${rotation.masterId} wraps everything that can be opened.`)
  if (rotation.unreadableCount > 0)
    terminal.line(
      `${wordOf(rotation.unreadableCount)} cannot be opened: their master is not known here. Put it into SEOGO_VAULT_OLD_KEYS and run this again.`,
    )
  terminal.result(rotation)
  return rotation.unreadableCount > 0 ? 1 : 0
}

/** `seogo vault status` */
export async function statusCommand({ house, terminal }: CommandContext): Promise<number> {
  const counts = await house.database.asSystem('what the vault’s masters wrap', countByMaster)
  const masters = readMasters(house).map(({ id }, at) => ({
    id,
    isCurrent: at === 0,
    dataKeyCount: counts.get(id) ?? 0,
  }))
  const knownIds = new Set(masters.map(({ id }) => id))
  const unreadableCount = [...counts].reduce((sum, [id, count]) => (knownIds.has(id) ? sum : sum + count), 0)
  for (const { id, isCurrent, dataKeyCount } of masters)
    terminal.line(`${id}  ${isCurrent ? 'current' : 'earlier'}  ${wordOf(dataKeyCount)}`)
  if (unreadableCount > 0)
    terminal.line(`${wordOf(unreadableCount)} wrapped by a master that is not known here.`)
  terminal.result({ masters, unreadableCount })
  return unreadableCount > 0 ? 1 : 0
}

/** `seogo vault forget` */
export async function forgetCommand({ house, terminal }: CommandContext): Promise<number> {
  const count = await forgetOldMasters(house)
  terminal.line(
    count === 0
      ? 'Every master in vault.key is in use.'
      : `${count} earlier masters were taken out of vault.key.`,
  )
  terminal.line('Backups made before still need the masters of their day.')
  terminal.result({ count })
  return 0
}
