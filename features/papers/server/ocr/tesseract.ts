import { execFile, spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { promisify } from 'node:util'
import { findProgram } from '../pdf/limited-child.ts'

/** The OCR program of this machine. */
export type Tesseract = {
  readonly path: string
  readonly version: string
  readonly languages: readonly string[]
}

// One thread: pages are read side by side by as many jobs as the settings allow, not by threads that fight for cores.
const environment = { OMP_THREAD_LIMIT: '1', PATH: '/usr/bin:/bin' }
const run = promisify(execFile)
const knownForMs = 600_000

/** @returns undefined when it is not installed, or does not run */
export async function findTesseract(): Promise<Tesseract | undefined> {
  const path = findProgram('tesseract')
  if (path === undefined) return undefined
  try {
    const options = { env: environment, timeout: 10_000 }
    const [version, languages] = await Promise.all([
      run(path, ['--version'], options),
      run(path, ['--list-langs'], options),
    ])
    return {
      path,
      version: /tesseract v?([\d.]+)/.exec(version.stdout + version.stderr)?.[1] ?? 'unknown',
      languages: languages.stdout
        .split('\n')
        .slice(1)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    }
  } catch {
    // A broken installation is none; the health check shows what is missing.
    return undefined
  }
}

let known: { readonly program: string; readonly at: number; readonly found: Tesseract } | undefined

/**
 * The OCR program as it was found within the last ten minutes, unless another file stands there since: to start two programs
 * a minute is most of what looking at the health of a quiet API would cost.
 */
export async function findTesseractAgain(): Promise<Tesseract | undefined> {
  const path = findProgram('tesseract')
  const program = path === undefined ? 'none' : `${path} ${statSync(path).mtimeMs}`
  if (known?.program === program && performance.now() - known.at < knownForMs) return known.found
  const found = await findTesseract()
  known = found && { program, at: performance.now(), found }
  return found
}

/** The wished languages that are there, in the order of the wish. */
export function languagesOf({ languages }: Pick<Tesseract, 'languages'>, wished: string): string[] {
  return wished.split('+').filter((language) => languages.includes(language))
}

/** Tesseract could not read a page: it crashed, or met a limit. The other pages may be fine. */
export class PageNotRead extends Error {
  override readonly name = 'PageNotRead'
}

const limits = { memoryBytes: 1_500_000_000, cpuSeconds: 120, wallMs: 300_000, maxOutputBytes: 30_000_000 }

export type PageToRead = {
  readonly png: Buffer
  readonly dpi: number
  readonly languages: readonly string[]
  /** How Tesseract looks for text: by itself, columns and all, or as one column. */
  readonly layout: 'automatic' | 'one column'
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads a picture, under the operating system's limits where prlimit is installed: memory and time, no file of its own.
 * @returns hOCR, an HTML that says where each word stands
 * @throws PageNotRead; the signal's reason
 */
export async function runTesseract({ path }: Tesseract, page: PageToRead): Promise<string> {
  page.signal?.throwIfAborted()
  const [command = path, ...args] = commandOf(path, page)
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env: environment, cwd: '/' })
  const kill = () => child.kill('SIGKILL')
  const wall = setTimeout(kill, limits.wallMs)
  page.signal?.addEventListener('abort', kill, { once: true })
  try {
    const ended = new Promise<number | string>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (code, signal) => resolve(signal ?? code ?? 'unknown'))
    })
    // One that ends before it has read everything says so by its end.
    child.stdin.on('error', () => undefined)
    child.stdin.end(page.png)
    const [said, end] = await Promise.all([readAll(child.stdout, kill), ended])
    page.signal?.throwIfAborted()
    if (end !== 0) throw new PageNotRead(`tesseract ended with ${end}`)
    return said
  } finally {
    clearTimeout(wall)
    page.signal?.removeEventListener('abort', kill)
  }
}

/** Tesseract's page segmentation modes. */
const modeOf = { automatic: '3', 'one column': '4' } as const

function commandOf(path: string, { dpi, languages, layout }: PageToRead): string[] {
  const tesseract = [
    path,
    'stdin',
    'stdout',
    '-l',
    languages.join('+'),
    '--dpi',
    String(Math.round(dpi)),
    '--psm',
    modeOf[layout],
    'hocr',
  ]
  const prlimit = findProgram('prlimit')
  if (prlimit === undefined) return tesseract
  const { memoryBytes, cpuSeconds } = limits
  const cpu = `--cpu=${cpuSeconds}:${cpuSeconds + 2}`
  return [prlimit, `--as=${memoryBytes}`, cpu, '--core=0', '--fsize=0', ...tesseract]
}

async function readAll(stream: AsyncIterable<Buffer>, kill: () => void): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > limits.maxOutputBytes) kill()
    else chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
