import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { makeDatabase } from '#server/testing/test-cluster.ts'

const script = join(import.meta.dirname, '../cli.ts')
let folder: string
let environment: NodeJS.ProcessEnv
let drop: () => Promise<void>

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'seogo-command-'))
  const { host, port } = inject('cluster')
  const database = await makeDatabase(inject('cluster'))
  drop = database.drop
  environment = {
    PATH: process.env.PATH,
    SEOGO_DATA_DIR: folder,
    SEOGO_SECRET_KEY: 'a secret for tests only, longer than thirty-two characters',
    SEOGO_DATABASE_URL: `postgres://seogo_admin@localhost:${port}/${database.name}?host=${encodeURIComponent(host)}`,
  }
})
afterAll(async () => {
  await drop()
  rmSync(folder, { recursive: true, force: true })
})

/** Runs the command line as a process of its own. */
function seogo(args: string[], extra: Record<string, string> = {}) {
  const { promise, resolve } = Promise.withResolvers<{ code: number; stdout: string; stderr: string }>()
  execFile(
    process.execPath,
    [script, ...args],
    { env: { ...environment, ...extra } },
    (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr })
    },
  )
  return promise
}

test('without a command the help is shown, and every command has a line in it', async () => {
  const { code, stdout } = await seogo([])
  expect(code).toBe(0)
  for (const command of ['start', 'api', 'worker', 'migrate', 'check', 'jobs', 'users invite']) {
    expect(stdout).toMatch(new RegExp(`^  ${command} +\\S`, 'm'))
  }
})

test('what is not understood is code 2 with advice', async () => {
  const { code, stderr, stdout } = await seogo(['jbos'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toBe('There is no command "jbos". Did you mean "seogo jobs"?\n')
})

test('a refusal is one sentence with its code, and code 1', async () => {
  const { code, stderr, stdout } = await seogo(['jobs', '--as', 'nobody@example.org'])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toBe(
    'There is nobody with this e-mail address. (email: nobody@example.org) [person_not_found]\n',
  )
})

test('under --json a refusal is problem details and a result one document', async () => {
  const refused = await seogo(['jobs', '--as', 'nobody@example.org', '--json'])
  expect(refused.code).toBe(1)
  expect(JSON.parse(refused.stdout)).toEqual({
    type: 'urn:seogo:problem:person_not_found',
    title: 'person not found',
    status: 404,
    code: 'person_not_found',
    details: { email: 'nobody@example.org' },
  })
  const listed = await seogo(['jobs', '--json'])
  expect(listed.code).toBe(0)
  expect(JSON.parse(listed.stdout)).toEqual({ items: [], next: null, counts: {}, kinds: [], errorCodes: [] })
})

test('faults of the configuration are all told, without a stack', async () => {
  const { code, stderr } = await seogo(['jobs'], { SEOGO_PORT: 'many', SEOGO_LOG_LEVEL: 'loud' })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^The configuration has 2 faults:\n {2}SEOGO_\w+: .+\n {2}SEOGO_\w+: .+\n$/)
})

test('check looks at every part, and finds a database that is not there', async () => {
  const sound = await seogo(['check', '--json'])
  expect(sound.code).toBe(0)
  const { parts } = JSON.parse(sound.stdout)
  expect(parts).toContainEqual(expect.objectContaining({ part: 'database', state: 'ok' }))
  expect(parts).toContainEqual(expect.objectContaining({ part: 'configuration', state: 'ok' }))

  const broken = await seogo(['check'], { SEOGO_DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  expect(broken.code).toBe(1)
  expect(broken.stdout).toMatch(/^✗ Seogo itself .*\n.*ECONNREFUSED/m)
})

test('a database that is current has nothing to migrate', async () => {
  const { code, stdout } = await seogo(['migrate'])
  expect(code).toBe(0)
  expect(stdout).toMatch(/^The schema is at \d+ already\.$/m)
})

test('a program on this machine speaks the Model Context Protocol with it on standard input', async () => {
  const client = new Client({ name: 'a test', version: '1' })
  const env = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value ?? '']))
  const args = [script, 'mcp', '--read-only']
  await client.connect(new StdioClientTransport({ command: process.execPath, args, env, stderr: 'ignore' }))
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['search', 'get_paper', 'get_passages', 'cite'])
  const found = await client.callTool({ name: 'search', arguments: { question: 'lanterns' } })
  expect(found.structuredContent).toMatchObject({ items: [], total: 0 })
  await client.close()
})

test('an API alone says how to become the owner, gives its sign of life, and ends when it is told to', async () => {
  const sign = join(folder, 'alive')
  const child = spawn(process.execPath, [script, 'api'], {
    env: { ...environment, SEOGO_PORT: '0', SEOGO_ALIVE_SIGN: sign },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'exit')
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += String(chunk)
    if (/\/link\/\S+\n/.test(printed)) break
  }
  const link = /http:\S+/.exec(printed)?.[0] ?? ''
  expect((await fetch(new URL('/health/live', link))).status).toBe(200)
  expect(existsSync(sign)).toBe(true)
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
  expect(existsSync(sign)).toBe(false)
})

test('a scaler is told how many jobs could run, and may know nothing else', async () => {
  const { host, port } = inject('cluster')
  const at = { host, port, database: new URL(environment.SEOGO_DATABASE_URL ?? '').pathname.slice(1) }
  const admin = new pg.Client({ ...at, user: 'seogo_admin' })
  await admin.connect()
  await admin.query(`create role ${at.database}_scaler login; grant usage on schema app to ${at.database}_scaler;
    grant execute on function app.jobs_waiting() to ${at.database}_scaler`)
  const scaler = new pg.Client({ ...at, user: `${at.database}_scaler` })
  await scaler.connect()
  const { rows } = await scaler.query('select app.jobs_waiting()::int as waiting')
  expect(rows).toEqual([{ waiting: 0 }])
  await expect(scaler.query('select * from background_jobs')).rejects.toThrow(/permission denied/)
  await scaler.end()
  await admin.query(`drop owned by ${at.database}_scaler; drop role ${at.database}_scaler`)
  await admin.end()
})
