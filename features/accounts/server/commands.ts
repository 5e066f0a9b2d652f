import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { libraryId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { invite, librarySummary, password, useLink } from '../contract.ts'
import {
  addMember,
  createPerson,
  createSharedLibrary,
  findPersonByEmail,
  makeInvitation,
  makeSignInLink,
} from './accounts.ts'
import { authenticationOf } from './auth/authentication.ts'
import { publicUrlOf } from './auth/public-url.ts'
import { listPeople } from './auth/queries.ts'

/** What was typed, held against the contract. @throws Problem bad_request naming what is wrong */
function requireValid<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: unknown,
  where: string,
): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Problem('bad_request', { where, given: value ?? null })
  return parsed.data
}

const email = invite.body.shape.email
const invitedRole = invite.body.shape.role
const name = useLink.body.shape.account.unwrap().shape.name
const membership = librarySummary.shape.membership.exclude(['owner'])

const toUrl = (house: House, path: string) => new URL(path, publicUrlOf(house.config)).href

async function requirePerson(house: House, typed: unknown): Promise<{ id: UserId; email: string }> {
  const person = await findPersonByEmail(house, requireValid(email, typed, 'e-mail'))
  if (!person) throw new Problem('person_not_found', { email: typed })
  return person
}

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

/** `seogo libraries create <name>` */
export async function createLibraryCommand({
  house,
  args,
  caller,
  terminal,
}: CommandContext): Promise<number> {
  const given = requireValid(name, args.join(' '), 'name')
  const id = await createSharedLibrary(house, { name: given, ownerId: await caller() })
  terminal.line(`${id}  ${given}`)
  terminal.result({ id, name: given })
  return 0
}

/** `seogo libraries share <library-id> <e-mail>` */
export async function shareLibraryCommand({
  house,
  args,
  options,
  terminal,
}: CommandContext): Promise<number> {
  const library = requireValid(libraryId, args[0], 'library id')
  const person = await requirePerson(house, args[1])
  const granted = requireValid(membership, options.membership, '--membership')
  await addMember(house, { libraryId: library, userId: person.id, membership: granted })
  terminal.line(`${person.email} is ${granted} of ${library}.`)
  terminal.result({ libraryId: library, userId: person.id, email: person.email, membership: granted })
  return 0
}
