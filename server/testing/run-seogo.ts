import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallOf, EndpointShape, ReplyOf } from '#contract/endpoint.ts'
import { type ProblemDetails, problemDetails } from '#contract/problems.ts'
import { useLink } from '#features/accounts/contract.ts'
import { type ImportReport, importFiles } from '#features/imports/contract.ts'
import { isAlive } from '#platform/postgres/process-facts.ts'
import { asBrowser, pathOf, Refused, replyOf } from './person.ts'

const mostStartMs = 60_000

/** A data folder in the temporary folder which the database's account may reach. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-run-'))
  chmodSync(folder, 0o755)
  return folder
}

/** A whole Seogo as `seogo start` runs it: supervisor, API, worker and database, each a process. */
export type RunningSeogo = {
  readonly process: ChildProcess
  readonly address: string
  /** The one-time link of the first run; undefined once there is an owner. */
  readonly ownerLink: string | undefined
  /** Ids of the processes as they are now. */
  pids(): { supervisor: number; api: number; worker: number; database: number }
  /** Ends it as Ctrl-C does. @returns the exit code */
  stop(): Promise<number | null>
}

/**
 * Starts a whole Seogo on this folder and a free port, with the screens as they are built.
 * @throws Error with all it printed when it does not come up
 */
export async function runSeogo(
  dataFolder: string,
  environment: Record<string, string>,
): Promise<RunningSeogo> {
  const script = join(import.meta.dirname, '../cli.ts')
  const child = spawn(process.execPath, [script, 'start', '--as-built'], {
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      SEOGO_DATA_DIR: dataFolder,
      SEOGO_PORT: '0',
      SEOGO_LOG_LEVEL: 'warn',
      SEOGO_SOURCES: 'off',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = await untilUp(child).catch(async (error: unknown) => {
    await end(child)
    throw error
  })
  const supervisor = child.pid ?? 0
  return {
    process: child,
    address: /Seogo runs at (\S+)/.exec(printed)?.[1] ?? '',
    ownerLink: /https?:\S+\/link\/[\w-]+/.exec(printed)?.[0],
    pids: () => ({
      supervisor,
      api: childOf(supervisor, 'api.ts'),
      worker: childOf(supervisor, 'worker.ts'),
      database: Number(
        readFileSync(join(dataFolder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
      ),
    }),
    async stop() {
      await end(child)
      return child.exitCode
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGINT')
  await once(child, 'exit')
}

async function untilUp(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let printed = ''
  const fail = (why: string) => reject(new Error(`Seogo ${why}:\n${printed}`))
  const timer = setTimeout(() => fail('is not up in time'), mostStartMs)
  const read = (chunk: Buffer) => {
    printed += chunk.toString()
    if (printed.includes('Ctrl-C stops it.')) resolve(printed)
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  child.once('exit', (code) => fail(`ended with ${code ?? 'a signal'}`))
  return promise.finally(() => clearTimeout(timer))
}

function childOf(parent: number, script: string): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,command='], { encoding: 'utf8' }).split('\n')
  const line = lines.find((each) => {
    const [, parentId] = each.trim().split(/\s+/)
    return Number(parentId) === parent && each.includes(script)
  })
  return Number(line?.trim().split(/\s+/)[0] ?? 0)
}

/** Ends a process without a word, and waits until it is gone. */
export async function killHard(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL')
  await until(() => !isAlive(pid))
}

/** Waits until it is so. @throws Error after `mostMs` */
export async function until(isSo: () => boolean | Promise<boolean>, mostMs = 30_000): Promise<void> {
  for (const deadline = Date.now() + mostMs; !(await isSo()); ) {
    if (Date.now() > deadline) throw new Error(`it did not come about within ${mostMs} ms: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** A person at the HTTP of a running Seogo. */
export type Visitor = {
  /** What the browser would send, for after a restart. */
  readonly cookie: string
  /** Asks an endpoint; reading is tried again while Seogo is away. @throws Refused */
  call<E extends EndpointShape>(endpoint: E, call: CallOf<E>): Promise<ReplyOf<E>>
  import(path: string): Promise<ImportReport>
}

/** Becomes the owner by the one-time link. */
export async function claim(seogo: Pick<RunningSeogo, 'address' | 'ownerLink'>): Promise<Visitor> {
  const token = seogo.ownerLink?.split('/').at(-1) ?? ''
  const account = { name: 'Ann', email: 'ann@example.org', password: 'correct horse battery' }
  const answer = await fetch(`${seogo.address}${useLink.path}`, {
    method: useLink.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, account }),
  })
  if (!answer.ok) throw new Refused(await readProblem(answer))
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return visitorOf(() => seogo.address, cookie)
}

/** Somebody signed in already; `address` may change from one start to the next. */
export function visitorOf(address: () => string, cookie: string): Visitor {
  return {
    cookie,
    async call(endpoint, call) {
      const ask = () =>
        fetch(address() + pathOf(endpoint, call), {
          method: endpoint.method,
          headers: {
            ...asBrowser(cookie),
            ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
        })
      const answer = endpoint.method === 'GET' ? await patiently(ask) : await ask()
      return replyOf(endpoint, answer.status, await answer.text())
    },
    async import(path) {
      const form = new FormData()
      form.append(
        'files',
        new Blob([readFileSync(path)], { type: 'application/pdf' }),
        path.split('/').at(-1),
      )
      const answer = await fetch(address() + importFiles.path, {
        method: 'POST',
        headers: asBrowser(cookie),
        body: form,
      })
      return replyOf(importFiles, answer.status, await answer.text())
    },
  }
}

async function readProblem(answer: Response): Promise<ProblemDetails> {
  return problemDetails.parse(await answer.json())
}

/** Asks again while the process or its database is being started again. */
async function patiently(ask: () => Promise<Response>): Promise<Response> {
  let last: Response | undefined
  await until(async () => {
    last = await ask().catch(() => undefined)
    return last !== undefined && last.status < 500
  })
  if (!last) throw new Error('no answer came')
  return last
}
