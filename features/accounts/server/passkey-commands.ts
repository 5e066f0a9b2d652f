import { passkeyId } from '#contract/ids.ts'
import type { CommandContext } from '#platform/feature.ts'
import { listOwnPasskeys, removePasskey } from './own-passkeys.ts'
import { requirePerson, requireValid } from './typed-arguments.ts'

/** `seogo users passkeys <e-mail>` */
export async function listCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const person = await requirePerson(house, args[0])
  const items = await listOwnPasskeys(house, person.id)
  if (items.length === 0) terminal.line(`${person.email} has no passkey.`)
  for (const { id, host, createdAt, lastUsedAt, label } of items)
    terminal.line(`${id}  ${host}  since ${createdAt}  used ${lastUsedAt ?? 'never'}  ${label}`)
  terminal.result({ email: person.email, items })
  return 0
}

/** `seogo users remove-passkey <e-mail> <passkey-id>` */
export async function removeCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const person = await requirePerson(house, args[0])
  const id = requireValid(passkeyId, args[1], 'passkey-id')
  await removePasskey(house, { userId: person.id, passkeyId: id, by: null })
  terminal.line(`The passkey opens nothing any more; ${person.email} was signed out everywhere.`)
  terminal.result({ id, email: person.email })
  return 0
}
