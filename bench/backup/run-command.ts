import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { residentMb } from '../measure.ts'

/** Runs a command of Seogo as a process of its own. @returns how long it took and the most memory it held */
export async function runCommand(settings: Record<string, string>, args: readonly string[]) {
  const started = performance.now()
  const script = join(import.meta.dirname, '../../server/cli.ts')
  const child = spawn(process.execPath, [script, ...args], {
    env: settings,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let peakMb = 0
  const looking = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid ?? 0) ?? 0)
  }, 50)
  const [code] = await once(child, 'exit')
  clearInterval(looking)
  if (code !== 0) throw new Error(`seogo ${args.join(' ')} ended with ${code}`)
  return { seconds: (performance.now() - started) / 1_000, peakMb }
}
