import { z } from 'zod'
import { apiTokenId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { makeToken } from '../contract.ts'
import { listApiTokens, makeApiToken, revokeApiToken } from './api-tokens.ts'
import { authenticationOf } from './auth/authentication.ts'
import { findPerson } from './auth/queries.ts'
import { requireValid } from './typed-arguments.ts'

const { label, scope, days } = makeToken.body.shape

/** `seogo tokens list` */
export async function listCommand({ house, caller, terminal }: CommandContext): Promise<number> {
  const items = await listApiTokens(house, await caller())
  if (items.length === 0) terminal.line('There is no access token.')
  for (const token of items)
    terminal.line(
      `${token.id}  ${token.scope.padEnd(5)}  until ${token.expiresAt}  used ${token.lastUsedAt ?? 'never'}  ${token.label}`,
    )
  terminal.result({ items })
  return 0
}

/** `seogo tokens create <label>` */
export async function createCommand({
  house,
  caller,
  args,
  options,
  terminal,
}: CommandContext): Promise<number> {
  const userId = await caller()
  const person = await findPerson(authenticationOf(house).db, userId)
  if (!person) throw new Problem('person_not_found')
  const wanted = {
    label: requireValid(label, args[0], 'label'),
    scope: requireValid(scope, options.scope, '--scope'),
    days: requireValid(days.unwrap(), z.coerce.number().safeParse(options.days).data, '--days'),
  }
  const { token, secret } = await makeApiToken(house, { userId, role: person.role }, wanted)
  terminal.line(`Shown this once; send it as "Authorization: Bearer …" until ${token.expiresAt}:`)
  terminal.line(secret)
  terminal.result({ ...token, secret })
  return 0
}

/** `seogo tokens revoke <token-id>` */
export async function revokeCommand({ house, caller, args, terminal }: CommandContext): Promise<number> {
  const id = requireValid(apiTokenId, args[0], 'token-id')
  await revokeApiToken(house, await caller(), id)
  terminal.line('The token opens nothing any more.')
  terminal.result({ id })
  return 0
}
