import { libraryId } from '#contract/ids.ts'
import type { CommandContext } from '#platform/feature.ts'
import { createLibrary, membership } from '../contract.ts'
import { describeLibraries } from './libraries.ts'
import { addMember, listMembers, removeMember } from './members.ts'
import { createSharedLibrary } from './shared-libraries.ts'
import { requirePerson, requireValid } from './typed-arguments.ts'

/** `seogo libraries list` */
export async function listCommand({ house, caller, terminal }: CommandContext): Promise<number> {
  const libraries = await describeLibraries(house, await caller())
  for (const { id, name, kind, membership: own, memberCount } of libraries.items) {
    terminal.line(`${id}  ${own.padEnd(6)}  ${kind.padEnd(8)}  ${String(memberCount).padStart(4)}  ${name}`)
  }
  for (const { id, name, goneAt } of libraries.deleted) {
    terminal.line(`${id}  taken away; gone for good at ${goneAt}  ${name}`)
  }
  terminal.result(libraries)
  return 0
}

/** `seogo libraries create <name>` */
export async function createCommand({ house, args, caller, terminal }: CommandContext): Promise<number> {
  const name = requireValid(createLibrary.body.shape.name, args.join(' '), 'name')
  const id = await createSharedLibrary(house, { name, ownerId: await caller() })
  terminal.line(`${id}  ${name}`)
  terminal.result({ id, name })
  return 0
}

/** `seogo libraries members <library-id>` */
export async function membersCommand({ house, args, caller, terminal }: CommandContext): Promise<number> {
  const place = {
    libraryId: requireValid(libraryId, args[0], 'library id'),
    userId: await caller(),
  }
  const members = await listMembers(house, place)
  for (const { email, name, membership: own } of members.items) {
    terminal.line(`${own.padEnd(6)}  ${email.padEnd(32)}  ${name}`)
  }
  terminal.result(members)
  return 0
}

/** `seogo libraries add-member <library-id> <e-mail>` */
export async function addMemberCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const library = requireValid(libraryId, args[0], 'library id')
  const person = await requirePerson(house, args[1])
  const granted = requireValid(membership.exclude(['owner']), options.membership, '--membership')
  await addMember(house, { libraryId: library, userId: person.id, membership: granted })
  terminal.line(`${person.email} is ${granted} of ${library}.`)
  terminal.result({ libraryId: library, userId: person.id, email: person.email, membership: granted })
  return 0
}

/** `seogo libraries remove-member <library-id> <e-mail>` */
export async function removeMemberCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const library = requireValid(libraryId, args[0], 'library id')
  const person = await requirePerson(house, args[1])
  await removeMember(house, { libraryId: library, userId: person.id })
  terminal.line(`${person.email} is no longer in ${library}.`)
  terminal.result({ libraryId: library, userId: person.id, email: person.email })
  return 0
}
