#!/usr/bin/env node
// Plain JavaScript for whatever Node is on the machine: finds one that runs TypeScript and hands over to the command line.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(dirname(here))
const pinned = join(root, 'node_modules', '.bin', 'node')
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
// 24 is what Seogo is tested on; 22.18 is the first that strips types without being asked.
const suffices = major > 22 || (major === 22 && minor >= 18)

if (!existsSync(join(root, 'node_modules', 'zod'))) {
  console.error(`The packages are not installed. Run "npm ci" in ${root} first.`)
  process.exitCode = 1
} else if (major < 24 && existsSync(pinned)) {
  const child = spawn(pinned, [join(root, 'server', 'cli.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
  })
  // A terminal sends its signals to both; what comes to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
} else if (suffices) {
  const { runCommandLine } = await import('./run.ts')
  process.exitCode = await runCommandLine(process.argv.slice(2), process.env)
} else {
  console.error(
    `This is Node ${process.versions.node}; Seogo needs 22.18 or later. Its own Node comes with the packages on Linux: ` +
      `run "npm ci" in ${root} without "--omit=optional".`,
  )
  process.exitCode = 1
}
