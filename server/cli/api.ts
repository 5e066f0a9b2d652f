import { makeOwnerLink } from '#features/accounts/server/accounts.ts'
import { runApiProcess } from '../api.ts'
import type { BareContext } from './bare-command.ts'

/** `seogo api`: runs until it is told to stop, which also ends the process. */
export async function api({ environment, terminal }: BareContext): Promise<number> {
  await runApiProcess(environment, async (house, address) => {
    const path = await makeOwnerLink(house)
    if (path === undefined) return
    const link = new URL(path, house.config.SEOGO_PUBLIC_URL ?? address).href
    terminal.line('Seogo has no owner yet. This link works once; open it to become the owner:')
    terminal.line(`  ${link}`)
  })
  return 0
}
