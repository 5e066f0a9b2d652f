/**
 * `npm run prove:image`: deploy/Dockerfile, carried out without a container engine. Each stage is a tree of its own: its base is
 * debootstrap's, each RUN is executed in it by chroot in the order of the file, COPY honours .dockerignore. Then the API and
 * the worker are started from their trees as the file says, as its user, with the tree mounted read-only, on the
 * embedded PostgreSQL of this checkout, until both health checks are green. Needs root, debootstrap and `setpriv`.
 *
 * What it cannot show: that the digest of the base is there, and layers.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { freePort } from '#server/testing/free-port.ts'
import { openPostgresByTcp } from '#server/testing/postgres-by-tcp.ts'
import { readStages, type Stage, type Step } from './dockerfile-stages.ts'
import { HOUSE_ROOT } from './source-files.ts'

const { values } = parseArgs({
  options: {
    /** A tree made by `debootstrap --variant=minbase trixie`; made when absent. */
    base: { type: 'string' },
    keep: { type: 'boolean', default: false },
    /** The trees of a run that kept them: they are started, and not built anew. */
    built: { type: 'string' },
  },
})
const work = values.built ?? mkdtempSync(join(tmpdir(), 'seogo-image-'))
const treeOf = (name: string) => join(work, name)
const user = '10001'

function run(program: string, args: string[], input?: string): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1e9,
    ...(input === undefined ? {} : { input }),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

function say(text: string, startedAt?: number): void {
  const took = startedAt === undefined ? '' : ` (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`
  console.log(`${text}${took}`)
}

function baseTree(): string {
  if (values.base !== undefined) return values.base
  const tree = treeOf('debian')
  const startedAt = performance.now()
  run('debootstrap', ['--variant=minbase', 'trixie', tree])
  say('debootstrap trixie', startedAt)
  return tree
}

/** Runs a command inside a tree, as root: what changes the user in the file comes after what installs. */
function inside(
  tree: string,
  folder: string,
  { command, environment }: Extract<Step, { kind: 'run' }>,
): void {
  mkdirSync(join(tree, folder), { recursive: true })
  const mounted = `mount --bind /dev ${tree}/dev && mount -t proc none ${tree}/proc && exec chroot ${tree} env -i "$@"`
  const shell = ['/bin/sh', '-c', `cd ${folder} && ${command}`]
  // A machine behind a proxy of its own trusts more than Debian does; an engine is given that from outside as well.
  const trusted = process.env.NODE_EXTRA_CA_CERTS
  if (trusted !== undefined) cpSync(trusted, join(tree, 'run/trusted.crt'))
  const trusting =
    trusted === undefined
      ? []
      : ['NODE_EXTRA_CA_CERTS', 'npm_config_cafile'].map((name) => `${name}=/run/trusted.crt`)
  run('unshare', [
    '--mount',
    'sh',
    '-c',
    mounted,
    'sh',
    ...environmentOf({ environment }),
    ...trusting,
    ...shell,
  ])
}

const environmentOf = (stage: Pick<Stage, 'environment'>) =>
  Object.entries({
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...stage.environment,
  }).map(([name, value]) => `${name}=${value}`)

/** Copies files of the checkout as an engine would: what git knows, without what .dockerignore leaves out. */
function copyContext(from: readonly string[], into: string): void {
  const tracked = run('git', ['-C', HOUSE_ROOT, 'ls-files', '-z']).split('\0').filter(Boolean)
  const whole = from.includes('.')
  const ignored = readFileSync(join(HOUSE_ROOT, '.dockerignore'), 'utf8').split('\n').filter(Boolean)
  const leftOut = (path: string) =>
    ignored.some((pattern) =>
      pattern.startsWith('**/*')
        ? path.endsWith(pattern.slice(4))
        : path === pattern || path.startsWith(`${pattern}/`),
    )
  for (const path of tracked.filter((one) => (whole ? !leftOut(one) : from.includes(one)))) {
    const to = join(into, whole ? path : basename(path))
    mkdirSync(dirname(to), { recursive: true })
    cpSync(join(HOUSE_ROOT, path), to)
  }
}

function build(stage: Stage, base: string): void {
  const tree = treeOf(stage.name)
  run('cp', ['-a', '--reflink=auto', stage.from === undefined ? base : treeOf(stage.from), tree])
  run('cp', ['/etc/resolv.conf', join(tree, 'etc/resolv.conf')])
  for (const step of stage.steps) {
    const startedAt = performance.now()
    if (step.kind === 'run') inside(tree, stage.folder, step)
    else if (step.stage === undefined) copyContext(step.from, join(tree, step.to))
    else {
      mkdirSync(join(tree, step.to), { recursive: true })
      for (const from of step.from)
        run('cp', ['-a', `${join(treeOf(step.stage), from)}/.`, join(tree, step.to)])
    }
    say(
      `  ${stage.name}: ${step.kind} ${step.kind === 'run' ? step.command.replace(/\s+/g, ' ').slice(0, 90) : step.from.join(' ')}`,
      startedAt,
    )
  }
}

/** What enters a stage's tree as its user and nothing more. */
const asUser = (tree: string) =>
  `exec chroot ${tree} setpriv --reuid ${user} --regid ${user} --clear-groups --no-new-privs --bounding-set=-all env -i "$@"`

/** Starts a stage's entry command in its tree: read-only, with /tmp, /data and /backups to write to, as the image's user. */
function start(stage: Stage, settings: Record<string, string>) {
  const tree = treeOf(stage.name)
  if (!stage.user.startsWith(user)) throw new Error(`${stage.name} would run as ${stage.user}`)
  const mounts = [
    `mount --bind ${tree} ${tree}`,
    ...['tmp', 'data', 'backups'].map((name) => `mount -t tmpfs -o mode=1777 none ${tree}/${name}`),
    `mount --bind /dev ${tree}/dev`,
    `mount -t proc none ${tree}/proc`,
    `mount -o remount,bind,ro ${tree}`,
  ].join(' && ')
  const environment = [
    ...environmentOf(stage),
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
  ]
  const child = spawn(
    'unshare',
    [
      '--mount',
      '--pid',
      '--fork',
      '--kill-child',
      'sh',
      '-c',
      `${mounts} && ${asUser(tree)}`,
      'sh',
      ...environment,
      ...stage.entry,
      ...stage.command,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  const innerPid = () =>
    run('pgrep', ['-P', String(child.pid)])
      .trim()
      .split('\n')[0]
  const insideAsUser = (command: readonly string[]): boolean => {
    try {
      const inner = innerPid()
      run('nsenter', ['-t', String(inner), '-m', 'sh', '-c', asUser(tree), 'sh', ...environment, ...command])
      return true
    } catch {
      return false
    }
  }
  const ended = once(child, 'exit').then(([code]): number | null => code)
  return {
    /** How it ended. */
    ended,
    /** Waits until the stage's own health check is green. @throws Error with what was printed */
    async untilHealthy() {
      const startedAt = performance.now()
      while (child.exitCode === null && performance.now() - startedAt < 120_000) {
        await sleep(1_000)
        if (insideAsUser(stage.health)) return say(`  ${stage.name}: healthy`, startedAt)
      }
      throw new Error(`${stage.name} is not healthy:\n${printed}`)
    },
    /** Whether its user can write there. */
    canWrite: (path: string) => insideAsUser(['sh', '-c', `touch ${path}/probe 2>/dev/null`]),
    /** Sends SIGTERM as an engine does. @returns how it ended */
    async stop(): Promise<number | null> {
      process.kill(Number(innerPid()), 'SIGTERM')
      return ended
    },
  }
}

/** Starts both images on a database and looks at what an engine would look at. */
async function prove(stages: readonly Stage[]): Promise<void> {
  const [api, worker] = ['api', 'worker'].map((name) => stages.find((stage) => stage.name === name))
  if (!api || !worker) throw new Error('there is no api, or no worker')
  const folder = mkdtempSync(join(tmpdir(), 'seogo-image-database-'))
  chmodSync(folder, 0o755)
  const postgres = await openPostgresByTcp(folder)
  try {
    const settings = {
      SEOGO_DATABASE_URL: postgres.url,
      SEOGO_SECRET_KEY: 'a secret for this proof only, longer than thirty-two characters',
      SEOGO_HOST: '127.0.0.1',
      SEOGO_PORT: String(await freePort()),
    }
    const migrating = start({ ...api, command: ['migrate'] }, settings)
    say(`  migrate ended with ${await migrating.ended}`)
    const running = [start(api, settings), start(worker, settings)]
    for (const one of running) await one.untilHealthy()
    const writable = ['/seogo', '/usr', '/etc', '/tmp', '/data', '/backups'].filter((path) =>
      running[0]?.canWrite(path),
    )
    say(`  api can write to: ${writable.join(' ')}`)
    if (writable.join(' ') !== '/tmp /data /backups') throw new Error('it can write where it should not')
    const page = await fetch(`http://127.0.0.1:${settings.SEOGO_PORT}/`)
    say(
      `  GET /: ${page.status}, ${(await page.text()).includes('<div id="seogo"') ? 'the screens' : 'no screens'}`,
    )
    for (const one of running) say(`  stopped with ${await one.stop()}`)
  } finally {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

chmodSync(work, 0o755)
try {
  const stages = readStages(readFileSync(join(HOUSE_ROOT, 'deploy/Dockerfile'), 'utf8'))
  if (values.built === undefined) {
    const base = baseTree()
    for (const stage of stages) build(stage, base)
  }
  await prove(stages)
  for (const name of ['api', 'worker']) say(`${name}: ${run('du', ['-sm', treeOf(name)]).split('\t')[0]} MB`)
} finally {
  if (!values.keep && values.built === undefined) rmSync(work, { recursive: true, force: true })
}
