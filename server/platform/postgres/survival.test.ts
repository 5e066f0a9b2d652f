import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { EmbeddedConnection } from './embedded.ts'
import { joinEmbeddedPostgres } from './join.ts'
import { isAlive, listServerProcesses } from './process-facts.ts'
import { ask, isQuiet, open, openInChild, serverPid, shareFolder, until } from './testing/folders.ts'

const folder = shareFolder()

async function answers(connection: EmbeddedConnection): Promise<boolean> {
  return ask(connection, 'select true').then(
    (answer) => answer === true,
    () => false,
  )
}

test('a killed server is started again and the listener is told, though a long query still runs', async () => {
  const postgres = await open(folder)
  let restarts = 0
  postgres.onRestart(() => restarts++)
  const pid = serverPid(folder)
  // Computes without ever looking whether its postmaster lives, for longer than this test.
  const busy = ask(postgres.connection, 'select count(*) from generate_series(1, 20000000000)').catch(
    () => 'gone',
  )
  const others =
    "select count(*)::int from pg_stat_activity where pid <> pg_backend_pid() and query ~ 'generate_series'"
  await until(async () => (await ask(postgres.connection, others)) === 1)
  process.kill(pid, 'SIGKILL')
  expect(await busy).toBe('gone')
  await until(() => restarts === 1)
  expect(serverPid(folder)).not.toBe(pid)
  expect(postgres.owned).toBe(true)
  expect(await ask(postgres.connection, 'select 1')).toBe(1)

  process.kill(serverPid(folder), 'SIGKILL')
  await until(() => restarts === 2)
  expect(await ask(postgres.connection, 'select 1')).toBe(1)
}, 30_000)

test('a server told to stop by a plain kill does not wait for its clients but comes back', async () => {
  const postgres = await open(folder)
  let restarts = 0
  postgres.onRestart(() => restarts++)
  process.kill(serverPid(folder), 'SIGTERM')
  await until(() => restarts === 1)
  expect(await ask(postgres.connection, 'select 1')).toBe(1)
}, 30_000)

test('an ended owner session is taken again without a restart', async () => {
  const postgres = await open(folder)
  let restarts = 0
  postgres.onRestart(() => restarts++)
  const pid = serverPid(folder)
  await ask(
    postgres.connection,
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name ~ 'owner'",
  )
  const owners = "select count(*)::int from pg_locks where locktype = 'advisory' and granted"
  await until(async () => (await ask(postgres.connection, owners)) === 1)
  expect(restarts).toBe(0)
  expect(serverPid(folder)).toBe(pid)
}, 30_000)

test('kill -9 of the process leaves no server behind, and the next start finds all it had committed', async () => {
  const first = await openInChild(folder)
  await ask(first.connection, 'create table kept as select 1')
  const pid = serverPid(folder)
  await first.kill()
  await until(() => isQuiet(folder, pid))
  const second = await open(folder)
  expect(second.owned).toBe(true)
  expect(await ask(second.connection, 'select count(*)::int from kept')).toBe(1)
}, 30_000)

test('a start in the very moment after kill -9 ends with a running server of its own', async () => {
  const first = await openInChild(folder)
  await first.kill()
  const second = await open(folder)
  await second.own()
  // The dead process's keeper may still end the server that was just adopted: then it is started again.
  await until(() => answers(second.connection))
  expect(listServerProcesses(join(folder, 'cluster'))).not.toEqual([])
  await second.stop()
  expect(listServerProcesses(join(folder, 'cluster'))).toEqual([])
}, 30_000)

test.skipIf(process.platform !== 'linux')(
  'a killed keeper is replaced',
  async () => {
    const first = await openInChild(folder)
    const findKeeper = async () => {
      const pids = await keepersOf(first.process.pid)
      return pids[0]
    }
    const keeper = await findKeeper()
    if (!keeper) throw new Error('no keeper runs')
    process.kill(keeper, 'SIGKILL')
    await until(async () => ![undefined, keeper].includes(await findKeeper()))
    const pid = serverPid(folder)
    await first.kill()
    await until(() => isQuiet(folder, pid))
  },
  30_000,
)

test.skipIf(process.platform !== 'linux')(
  'a process that is killed in the moment its keeper is replaced leaves no server behind either',
  async () => {
    const first = await openInChild(folder)
    const pid = serverPid(folder)
    const [keeper] = await keepersOf(first.process.pid)
    if (!keeper) throw new Error('no keeper runs')
    process.kill(keeper, 'SIGKILL')
    // Without a pause between two looks: a moment later the new one is told what it was not given.
    for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
      const [now] = await keepersOf(first.process.pid)
      if (now !== undefined && now !== keeper) break
    }
    await first.kill()
    await until(() => isQuiet(folder, pid))
  },
  30_000,
)

async function keepersOf(parent: number | undefined): Promise<number[]> {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    .trim()
    .split(' ')
    .map(Number)
  const isKeeper = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('seogo-keeper')
    } catch {
      // It ended between two looks.
      return false
    }
  }
  return children.filter((pid) => pid > 0 && isAlive(pid) && isKeeper(pid))
}

test('a postmaster.pid that names an unrelated living process of the same account is no obstacle', async () => {
  const { uid, gid } = statSync(join(folder, 'cluster'))
  const stranger = spawn('sleep', ['60'], { uid, gid, stdio: 'ignore' })
  onTestFinished(() => void stranger.kill())
  const socket = join(folder, 'socket')
  const lines = [stranger.pid, join(folder, 'cluster'), 1, 5432, socket, '', '  1  1', 'ready   ']
  writeFileSync(join(folder, 'cluster', 'postmaster.pid'), `${lines.join('\n')}\n`)
  writeFileSync(join(socket, '.s.PGSQL.5432.lock'), `${stranger.pid}\n`)
  const postgres = await open(folder)
  expect(await ask(postgres.connection, 'select 1')).toBe(1)
  expect(stranger.exitCode).toBeNull()
}, 30_000)

test('a half-made folder of a killed initdb is thrown away', async () => {
  // A process id beyond the kernel's greatest: certainly nobody's.
  mkdirSync(join(folder, 'cluster.init-99999999'))
  await open(folder)
  expect(existsSync(join(folder, 'cluster.init-99999999'))).toBe(false)
}, 30_000)

test('a process that only joins waits for the server, sees it through, and leaves it running', async () => {
  const joining = joinEmbeddedPostgres({ folder })
  const owner = await openInChild(folder)
  const connection = await joining
  expect(connection).toEqual(owner.connection)
  expect(await ask(connection, 'select 1')).toBe(1)
  await owner.end()
  await expect(joinEmbeddedPostgres({ folder, mostMs: 300 })).rejects.toMatchObject({ code: 'start_failed' })
}, 30_000)
