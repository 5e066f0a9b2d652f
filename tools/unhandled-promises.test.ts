import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { findUnhandledPromises } from './unhandled-promises.ts'

const clientTypes = `
export interface Reply { then(done: () => void): void; send(): Reply }
export interface Emitter { on(event: string, listener: () => void): this; each(fn: () => void | Promise<void>): void }
export class Client { query(sql: string): Promise<number>; close(done: () => void): void; reply: Reply; emitter: Emitter }
`

const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
})

/** Puts the statements into an async function with a client of an installed package, and reads the file. */
function inspect(...statements: string[]): string[] {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'seogo-promises-')))
  roots.push(root)
  const files = {
    'package.json': '{ "type": "module" }',
    'tsconfig.json': JSON.stringify({
      compilerOptions: { module: 'nodenext', strict: true, types: [] },
      include: ['*.ts'],
    }),
    'node_modules/client/package.json':
      '{ "name": "client", "type": "module", "exports": { "types": "./index.d.ts" } }',
    'node_modules/client/index.d.ts': clientTypes,
    'sample.ts': [
      "import { Client } from 'client'",
      'export async function sample(client: Client, ready: boolean) {',
      ...statements,
      '}',
    ].join('\n'),
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return findUnhandledPromises(root, [join(root, 'tsconfig.json')]).map(({ line, kind }) => `${kind} ${line}`)
}

test.each([
  ['a package’s promise dropped by a statement', "client.query('a')"],
  ['one behind a condition', "ready && client.query('a')"],
  ['a then without a word for failure', "client.query('a').then(() => 1)"],
  ['a finally, which handles nothing', "client.query('a').finally(() => 1)"],
  ['an array of promises', "['a'].map((sql) => client.query(sql))"],
])('%s is floating', (_, statement) => {
  expect(inspect(statement)).toEqual(['floating 3'])
})

test.each([
  ['an async listener', "client.emitter.on('x', async () => { await client.query('a') })"],
  ['an async callback', "client.close(async function () { await client.query('a') })"],
])('%s where nobody awaits is misused', (_, statement) => {
  expect(inspect(statement)).toEqual(['misused 3'])
})

test('awaited, voided, caught, kept, and thenables that are no promises pass', () => {
  expect(
    inspect(
      "await client.query('a')",
      "void client.query('a')",
      "client.query('a').catch(() => 1).finally(() => 1)",
      "client.query('a').then(() => 1, () => 2)",
      'client.reply.send()',
      "client.emitter.each(async () => { await client.query('a') })",
      "let kept = client.query('a')",
      "kept = client.query('b')",
      'await kept',
    ),
  ).toEqual([])
})
