import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Command, CommandContext } from '#platform/feature.ts'
import { authenticatorAt } from '#server/testing/authenticator.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { clientOf, type Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { addPasskey, beginPasskey, getMe, signIn, useLink } from '../contract.ts'
import { accounts } from '../feature.ts'
import { ownerId } from './accounts.ts'
import { readPassword } from './commands.ts'

let seogo: TestHouse
let owner: Person
beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_PUBLIC_URL: 'https://papers.example.org' })
  owner = await seogo.person('Olga')
})
afterAll(async () => {
  await seogo.close()
})

function commandOf(name: string): Command {
  const found = accounts.commands?.find((command) => command.name === name)
  if (!found) throw new Error(`no command ${name}`)
  return found
}

/** Runs a command as the command line does, with its options' defaults. */
async function run(name: string, args: string[], typed: CommandContext['options'] = {}) {
  const command = commandOf(name)
  const defaults = Object.entries(command.options ?? {}).map(([option, { default: value }]) => [
    option,
    value,
  ])
  const { terminal, lines, result } = openQuietTerminal()
  const handle = await command.load()
  const exitCode = await handle({
    house: seogo.house,
    args,
    options: { ...Object.fromEntries(defaults), ...typed },
    caller: () => ownerId(seogo.house),
    whileWorking: (done) => done(),
    terminal,
  })
  return { exitCode, lines, result: result() }
}

const stranger = () => clientOf({ app: seogo.app, cookie: '' })
const linkIn = (text: string | undefined) => {
  const [, token] = /^https:\/\/papers\.example\.org\/link\/([\w-]{43})$/.exec(text ?? '') ?? []
  if (!token) throw new Error(`no link in ${text}`)
  return token
}

test('a person is added and comes in by the printed link', async () => {
  const { exitCode, lines, result } = await run('users create', ['Kim@Example.org'], {
    name: '김민지',
    role: 'admin',
  })
  expect(exitCode).toBe(0)
  expect(lines[0]).toContain('kim@example.org')
  expect(result).toMatchObject({ email: 'kim@example.org', name: '김민지', role: 'admin' })
  const token = linkIn(lines[1]?.split(': ').at(-1))
  expect(await stranger().call(useLink, { body: { token } })).toMatchObject({ name: '김민지', role: 'admin' })
})

test('somebody is invited as a member unless told otherwise', async () => {
  const { lines, result } = await run('users invite', ['lee@example.org'])
  expect(result).toMatchObject({ email: 'lee@example.org', role: 'member' })
  const account = { name: 'Lee', email: 'lee@example.org', password: 'correct horse battery' }
  const me = await stranger().call(useLink, { body: { token: linkIn(lines[1]), account } })
  expect(me.role).toBe('member')
  expect(
    await stranger().call(signIn, { body: { email: account.email, password: account.password } }),
  ).toEqual(me)
})

test('a sign-in link is made for who is here and refused for who is not', async () => {
  const { lines } = await run('users link', [owner.email.toUpperCase()])
  expect((await stranger().call(useLink, { body: { token: linkIn(lines[1]) } })).role).toBe('owner')
  await expect(run('users link', ['nobody@example.org'])).rejects.toMatchObject({ code: 'person_not_found' })
})

test('everybody is listed, the first first', async () => {
  const { lines, result } = await run('users list', [])
  expect(lines[0]).toContain(owner.email)
  expect(result).toMatchObject({ items: [{ email: owner.email, role: 'owner' }, {}, {}] })
})

test('a shared library is made and a person let into it', async () => {
  const ben = await seogo.person('Ben')
  const made = await run('libraries create', ['The', 'lab'])
  const { id } = made.result as { id: string }
  expect((await owner.call(getMe, {})).libraries).toContainEqual(
    expect.objectContaining({ id, name: 'The lab', membership: 'owner' }),
  )
  await run('libraries add-member', [id, ben.email], { membership: 'reader' })
  expect((await ben.call(getMe, {})).libraries).toContainEqual(
    expect.objectContaining({ id, membership: 'reader' }),
  )
  await expect(run('libraries add-member', [id, ben.email], { membership: 'owner' })).rejects.toMatchObject({
    code: 'bad_request',
  })

  expect((await run('libraries list', [])).result).toMatchObject({
    items: [
      { kind: 'personal', memberCount: 1 },
      { id, name: 'The lab', memberCount: 2 },
    ],
    deleted: [],
  })
  expect((await run('libraries members', [id])).result).toMatchObject({
    items: [
      { email: owner.email, membership: 'owner' },
      { email: ben.email, membership: 'reader' },
    ],
  })
  await run('libraries remove-member', [id, ben.email])
  expect((await ben.call(getMe, {})).libraries).toHaveLength(1)
  await expect(run('libraries remove-member', [id, owner.email])).rejects.toMatchObject({
    code: 'library_last_owner',
  })
})

test.each([
  ['users create', ['not an address'], { name: 'X' }],
  ['users create', ['x@example.org'], {}],
  ['users create', ['x@example.org'], { name: 'X', role: 'owner' }],
  ['users invite', [], {}],
  ['users invite', ['x@example.org'], { role: 'owner' }],
  ['libraries create', [], {}],
  ['libraries add-member', ['7', 'ben@example.org'], {}],
  ['libraries members', ['The lab'], {}],
] as const)('"%s %j" with %j is refused with what is wrong', async (name, args, options) => {
  await expect(run(name, [...args], options)).rejects.toMatchObject({ code: 'bad_request' })
})

test('a password is read without its line end, and a short one is refused', async () => {
  expect(await readPassword(Readable.from(['correct horse\n']))).toBe('correct horse')
  expect(await readPassword(Readable.from(['correct ', 'horse \r\n']))).toBe('correct horse ')
  await expect(readPassword(Readable.from(['short\n']))).rejects.toMatchObject({ code: 'password_too_weak' })
})

test('a lost passkey is found by its person and taken away', async () => {
  const kai = await seogo.person('Kai')
  expect((await run('users passkeys', [kai.email])).lines.join()).toContain('has no passkey')
  const made = authenticatorAt('https://papers.example.org').make(await kai.call(beginPasskey, {}))
  const { id } = await kai.call(addPasskey, { body: { label: 'blue key', made } })
  const { lines, result } = await run('users passkeys', [kai.email])
  expect(lines.join()).toMatch(/papers\.example\.org.*blue key/)
  expect(result).toMatchObject({ items: [{ id, label: 'blue key' }] })
  await run('users remove-passkey', [kai.email, id])
  await expect(kai.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  await expect(run('users remove-passkey', [kai.email, id])).rejects.toThrow('passkey_not_found')
})
