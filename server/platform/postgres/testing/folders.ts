import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { z } from 'zod'
import { type EmbeddedConnection, type EmbeddedPostgres, openEmbeddedPostgres } from '../embedded.ts'
import { isServerProcess } from '../process-facts.ts'

const childWords = z.union([
  z.object({
    connection: z.object({
      host: z.string(),
      port: z.number(),
      user: z.literal('seogo_admin'),
      database: z.string(),
    }),
    owned: z.boolean(),
  }),
  z.object({ error: z.string() }),
])

/** A temporary place that another account may enter; it is removed after the test. */
export function temporaryPlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'seogo-embedded-'))
  chmodSync(place, 0o755)
  onTestFinished(() => rmSync(place, { recursive: true, force: true }))
  return place
}

const quick = { log: () => {}, settings: { fsync: 'off' }, syncInitdb: false }

/** Makes one database folder for the tests of a file, who use it one after the other. It is removed after them. */
export function shareFolder(): string {
  const place = mkdtempSync(join(tmpdir(), 'seogo-embedded-'))
  chmodSync(place, 0o755)
  const folder = join(place, 'postgres')
  beforeAll(async () => {
    const postgres = await openEmbeddedPostgres({ folder, ...quick })
    await postgres.stop()
  }, 60_000)
  afterAll(() => rmSync(place, { recursive: true, force: true }))
  return folder
}

/** A copy of a database folder, owners and modes included. */
export function copyFolder(from: string, to: string): string {
  execFileSync('cp', ['-a', from, to])
  return to
}

/** Opens the folder in this process; it is stopped after the test at the latest. */
export async function open(folder: string): Promise<EmbeddedPostgres> {
  const postgres = await openEmbeddedPostgres({ folder, ...quick })
  onTestFinished(() => postgres.stop())
  return postgres
}

type InChild = {
  process: ChildProcess
  connection: EmbeddedConnection
  owned: boolean
  /** Lets it stop its server and end. */
  end(): Promise<void>
  /** kill -9. */
  kill(): Promise<void>
}

/** Opens the folder in a process of its own. @throws Error with the child's message when it could not */
export async function openInChild(
  folder: string,
  options: { env?: NodeJS.ProcessEnv; uid?: number; gid?: number; address?: string } = {},
): Promise<InChild> {
  const { address, ...rest } = options
  const script = join(import.meta.dirname, 'open-in-child.ts')
  const child = spawn(process.execPath, [script, folder, ...(address ? [address] : [])], {
    ...rest,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  onTestFinished(async () => {
    child.stdin.end()
    await exited
  })
  const [line] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    exited.then(() => ['{"error":"the process ended without a word"}']),
  ])
  const words = childWords.parse(JSON.parse(String(line)))
  if ('error' in words) throw new Error(words.error)
  return {
    process: child,
    ...words,
    async end() {
      child.stdin.end()
      await exited
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

/** The first value of the only row. */
export async function ask(connection: EmbeddedConnection, query: string): Promise<unknown> {
  const client = new Client({ ...connection })
  client.on('error', () => {})
  await client.connect()
  try {
    const { rows } = await client.query({ text: query, rowMode: 'array' })
    return rows[0]?.[0]
  } finally {
    await client.end()
  }
}

/** The server process that postmaster.pid of the folder names. */
export function serverPid(folder: string): number {
  return Number(readFileSync(join(folder, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** True when no server process of the folder runs and it left no lock file. */
export function isQuiet(folder: string, pid: number): boolean {
  const cluster = join(folder, 'cluster')
  return !isServerProcess(pid, cluster) && !existsSync(join(cluster, 'postmaster.pid'))
}

/** Waits until it is so, at most 10 s. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not come about within 10 s')
    await sleep(20)
  }
}
