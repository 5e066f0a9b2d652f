import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { invite, password, useLink } from '../contract.ts'
import { createPerson, makeInvitation, makeSignInLink } from './accounts.ts'
import { authenticationOf } from './auth/authentication.ts'
import { publicUrlOf } from './auth/public-url.ts'
import { listPeople } from './auth/queries.ts'
import { requirePerson, requireValid } from './typed-arguments.ts'

const email = invite.body.shape.email
const invitedRole = invite.body.shape.role
const name = useLink.body.shape.account.unwrap().shape.name

const toUrl = (house: House, path: string) => new URL(path, publicUrlOf(house.config)).href

/** The password on standard input, without the line end that `echo` adds; it is never an argument others could read. */
export async function readPassword(input: Readable): Promise<string> {
  const typed = (await text(input)).replace(/\r?\n$/, '')
  if (!password.safeParse(typed).success) throw new Problem('password_too_weak')
  return typed
}

/** `seogo users create <e-mail>` */
export async function createCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const person = {
    email: requireValid(email, args[0], 'e-mail').toLowerCase(),
    name: requireValid(name, options.name, '--name'),
    role: requireValid(invitedRole, options.role, '--role'),
  }
  const withPassword = options['password-stdin'] === true
  const id = await createPerson(house, {
    ...person,
    password: withPassword ? await readPassword(process.stdin) : undefined,
  })
  terminal.line(`${person.name} <${person.email}> is here as ${person.role}.`)
  const link = withPassword ? null : toUrl(house, await makeSignInLink(house, person.email))
  if (link) terminal.line(`To sign in once, within an hour: ${link}`)
  terminal.result({ id, ...person, link })
  return 0
}

/** `seogo users invite <e-mail>` */
export async function inviteCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const invitation = {
    email: requireValid(email, args[0], 'e-mail').toLowerCase(),
    role: requireValid(invitedRole, options.role, '--role'),
  }
  const link = toUrl(house, await makeInvitation(house, invitation))
  terminal.line(`For ${invitation.email}, to join as ${invitation.role}; works once, for seven days:`)
  terminal.line(link)
  terminal.result({ ...invitation, link })
  return 0
}

/** `seogo users link <e-mail>` */
export async function linkCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const person = await requirePerson(house, args[0])
  const link = toUrl(house, await makeSignInLink(house, person.email))
  terminal.line(`Signs ${person.email} in once, within an hour:`)
  terminal.line(link)
  terminal.result({ email: person.email, link })
  return 0
}

/** `seogo users list` */
export async function listCommand({ house, terminal }: CommandContext): Promise<number> {
  const people = await listPeople(authenticationOf(house).db)
  if (people.length === 0) terminal.line('Nobody has an account yet: the owner has not used the first link.')
  for (const person of people) {
    terminal.line(`${person.id}  ${person.role.padEnd(6)}  ${person.email.padEnd(32)}  ${person.name}`)
  }
  terminal.result({
    items: people.map(({ created_at, ...person }) => ({ ...person, createdAt: toInstant(created_at) })),
  })
  return 0
}
