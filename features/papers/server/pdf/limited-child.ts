import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { PdfLimits } from './pdf-limits.ts'
import { type PdfLimitName, PdfProblem } from './pdf-problem.ts'

export type LimitsEnforcer = 'prlimit' | 'watchdog'

export type LimitedChild = {
  /** The script; it finds the file as its standard input and writes its answer to file descriptor 3. */
  script: string
  args: string[]
  /** All the child may read besides its standard input. It may write, spawn and load nothing at all. */
  mayRead: string[]
  /** Native add-ons, which stand outside of Node's permissions but inside the operating system's limits. */
  mayLoadAddons?: boolean
  limits: Pick<PdfLimits, 'memoryBytes' | 'cpuSeconds' | 'wallMs' | 'maxOutputBytes'>
  signal?: AbortSignal | undefined
  /** Takes the answer piece by piece; the child waits meanwhile, and nothing is returned at the end. */
  onAnswer?: ((piece: Buffer) => Promise<void> | void) | undefined
  /** Hears every line the child writes to file descriptor 4. */
  onLine?: ((line: string) => void) | undefined
  enforcedBy?: LimitsEnforcer
}

// V8 reserves half a gigabyte for machine code, which the kernel counts and nobody uses (measured with Node 24.21 on
// x64: VmData of an idle process 574 MB, of which 46 MB are resident).
const reservedBytes = 540_000_000
const watchEveryMs = 50
const maxStderrCharacters = 8_000

/**
 * Where the limits come from on this machine: the kernel through util-linux' prlimit, or a watchdog in this process that
 * looks at the child's memory twenty times a second. The kernel is the stronger one: between two looks a child may take
 * a few hundred megabytes more than it should.
 */
export function findLimitsEnforcer(folders: readonly string[] = programFolders): LimitsEnforcer {
  return findProgram('prlimit', folders) === undefined ? 'watchdog' : 'prlimit'
}

// Where the distributions put util-linux; not the search path, in which anybody may have put something first.
const programFolders = [
  '/usr/bin',
  '/bin',
  '/usr/local/bin',
  '/usr/sbin',
  '/run/current-system/sw/bin',
  '/opt/homebrew/bin',
]

/** The path of an installed program of the operating system. */
export function findProgram(name: string, folders: readonly string[] = programFolders): string | undefined {
  // What util-linux has on Linux is something else elsewhere.
  if (name === 'prlimit' && process.platform !== 'linux') return undefined
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    // Not there, or not ours to run: no way to limit anything with it.
    return false
  }
}

/**
 * Runs `child.script` on the file at `path` in a Node process of its own that can hurt nobody: limited memory and time,
 * no environment, no writing, and killed when `signal` fires.
 * @returns what the child wrote to file descriptor 3, unless `onAnswer` took it.
 * @throws PdfProblem `limits_exceeded`; the signal's reason; Error when the child itself is broken.
 */
export async function runLimitedChild(path: string, child: LimitedChild): Promise<Buffer> {
  child.signal?.throwIfAborted()
  await using file = await open(path, 'r')
  const [command, ...args] = commandOf(child)
  if (command === undefined) throw new Error('a limited child needs a command')
  const running = spawn(command, args, {
    stdio: [file.fd, 'ignore', 'pipe', 'pipe', 'pipe'],
    env: {},
    cwd: '/',
  })
  const guard = guardChild(running, child)
  try {
    const [answer, stderr, , end] = await Promise.all([
      readAnswer(running, child, guard),
      readTail(running.stderr),
      tellLines(running, child.onLine),
      endOf(running),
    ])
    child.signal?.throwIfAborted()
    if (end.code === 0 && guard.exceeded() === undefined) return answer
    throw failureOf(end, stderr, guard.exceeded())
  } finally {
    guard.release()
    if (running.exitCode === null && running.signalCode === null) running.kill('SIGKILL')
  }
}

function commandOf(child: LimitedChild): string[] {
  const { memoryBytes, cpuSeconds } = child.limits
  const node = [
    process.execPath,
    `--max-old-space-size=${Math.floor(memoryBytes / 1_048_576 / 2)}`,
    '--permission',
    ...child.mayRead.map((path) => `--allow-fs-read=${path}`),
    ...(child.mayLoadAddons ? ['--allow-addons'] : []),
    child.script,
    ...child.args,
  ]
  const prlimit = findProgram('prlimit')
  if (prlimit === undefined || child.enforcedBy === 'watchdog') return node
  // The soft limit of processor time ends the child by SIGXCPU, which tells us why; the hard one is the kernel's last word.
  const cpu = `--cpu=${cpuSeconds}:${cpuSeconds + 2}`
  return [prlimit, `--data=${memoryBytes + reservedBytes}`, cpu, '--core=0', '--fsize=0', ...node]
}

type Guard = {
  exceed: (limit: PdfLimitName) => void
  exceeded: () => PdfLimitName | undefined
  release: () => void
}

function guardChild(running: ChildProcess, child: LimitedChild): Guard {
  let exceeded: PdfLimitName | undefined
  const exceed = (limit: PdfLimitName) => {
    exceeded ??= limit
    running.kill('SIGKILL')
  }
  const abort = () => running.kill('SIGKILL')
  const wall = setTimeout(() => exceed('time'), child.limits.wallMs)
  const watch =
    (child.enforcedBy ?? findLimitsEnforcer()) === 'watchdog'
      ? setInterval(() => {
          residentBytesOf(running.pid, (bytes) => {
            if (bytes > child.limits.memoryBytes) exceed('memory')
          })
        }, watchEveryMs)
      : undefined
  child.signal?.addEventListener('abort', abort, { once: true })
  return {
    exceed,
    exceeded: () => exceeded,
    release: () => {
      clearTimeout(wall)
      clearInterval(watch)
      child.signal?.removeEventListener('abort', abort)
    },
  }
}

const pageBytes = 4096

/** Calls back with the resident memory of a process, and not at all when it has ended. */
function residentBytesOf(pid: number | undefined, tell: (bytes: number) => void): void {
  if (pid === undefined) return
  if (!existsSync('/proc/self/statm')) {
    execFile('ps', ['-o', 'rss=', '-p', `${pid}`], (error, kibibytes) => {
      if (error === null) tell(Number(kibibytes) * 1024)
    })
    return
  }
  const statm = `/proc/${pid}/statm`
  if (existsSync(statm)) tell(Number(readFileSync(statm, 'utf8').split(' ')[1]) * pageBytes)
}

async function readAnswer(
  running: ChildProcess,
  { limits, onAnswer }: LimitedChild,
  guard: Guard,
): Promise<Buffer> {
  const pipe = running.stdio[3]
  if (!(pipe instanceof Readable)) throw new Error('the limited child has no answering pipe')
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of pipe) {
    bytes += chunk.length
    if (bytes > limits.maxOutputBytes) guard.exceed('output')
    else if (onAnswer) await onAnswer(chunk)
    else chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

// A child that says nothing but newlines, or never one, costs no more memory than this.
const maxLineCharacters = 200

async function tellLines(running: ChildProcess, tell: LimitedChild['onLine']): Promise<void> {
  const pipe = running.stdio[4]
  if (!(pipe instanceof Readable)) throw new Error('the limited child has no telling pipe')
  let unfinished = ''
  pipe.setEncoding('utf8')
  for await (const chunk of pipe) {
    const lines = `${unfinished}${chunk}`.split('\n')
    unfinished = (lines.pop() ?? '').slice(-maxLineCharacters)
    for (const line of lines) tell?.(line.slice(0, maxLineCharacters))
  }
}

async function readTail(stream: Readable | null): Promise<string> {
  let tail = ''
  if (stream === null) return tail
  stream.setEncoding('utf8')
  for await (const chunk of stream) tail = (tail + chunk).slice(-maxStderrCharacters)
  return tail
}

type ChildEnd = { code: number | null; signal: NodeJS.Signals | null }

function endOf(running: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    running.once('error', reject)
    running.once('close', (code, signal) => resolve({ code, signal }))
  })
}

// V8 aborts when its heap or an array buffer cannot grow; WebAssembly and C++ throw. A SIGKILL nobody here sent is the
// kernel's out-of-memory killer.
const outOfMemory =
  /out of memory|allocation failed|bad_alloc|cannot enlarge memory|could not allocate|unable to grow/i

function failureOf(end: ChildEnd, stderr: string, exceeded: PdfLimitName | undefined): Error {
  if (exceeded !== undefined) return limitsExceeded(exceeded)
  if (end.signal === 'SIGXCPU') return limitsExceeded('cpu')
  if (end.signal === 'SIGKILL' || outOfMemory.test(stderr)) return limitsExceeded('memory')
  if (end.signal === 'SIGABRT' || end.signal === 'SIGTRAP' || end.signal === 'SIGSEGV')
    return limitsExceeded('memory')
  return new Error(`the limited child ended with ${end.signal ?? end.code}: ${stderr.trim()}`)
}

const sentenceOf: Record<PdfLimitName, string> = {
  memory: 'reading the PDF needs more memory than it is allowed',
  cpu: 'reading the PDF needs more processor time than it is allowed',
  time: 'reading the PDF takes longer than it is allowed',
  size: 'the PDF is larger than allowed',
  output: 'more stands in the PDF than may be read',
}

export function limitsExceeded(limit: PdfLimitName): PdfProblem {
  return new PdfProblem('limits_exceeded', sentenceOf[limit], limit)
}
