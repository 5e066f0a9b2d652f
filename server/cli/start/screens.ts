import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartRefused } from './start-refused.ts'

const root = join(import.meta.dirname, '../../..')
const page = join(root, 'web/dist/index.html')

/** What the built screens are made of. */
const sources = [
  'web/**/*',
  'features/*/web/**/*',
  'features/*/contract.ts',
  'contract/**/*.ts',
  'package-lock.json',
]

/** Whether the built screens are there, and not older than anything they are made of. */
export function lookAtScreens(): 'absent' | 'stale' | 'current' {
  const builtAt = statSync(page, { throwIfNoEntry: false })?.mtimeMs
  if (builtAt === undefined) return 'absent'
  const paths = globSync(sources, { cwd: root, exclude: ['web/dist', 'web/dist/**', '**/*.test.*'] })
  return paths.some((path) => statSync(join(root, path)).mtimeMs > builtAt) ? 'stale' : 'current'
}

/**
 * Builds the screens into web/dist.
 * @throws StartRefused with the last words of the build when it fails
 */
export async function buildScreens(): Promise<void> {
  const arguments_ = [findVite(), 'build', '--config', join(root, 'web/vite.config.ts'), '--logLevel', 'warn']
  const build = spawn(process.execPath, arguments_, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [build.stdout, build.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const [code] = await once(build, 'exit')
  if (code === 0) return
  throw new StartRefused(
    `The screens could not be built:\n${output.trim().split('\n').slice(-15).join('\n')}`,
  )
}

/** @throws StartRefused where the packages were installed without those that build */
function findVite(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  } catch {
    throw new StartRefused(
      'The screens are not built, and what builds them is not installed: run `npm ci` without --omit=dev.',
    )
  }
}
