import { resolve } from 'node:path'
import type { Terminal } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { features } from '../../features.ts'
import { callerOf } from '../command-house.ts'

/**
 * Takes a paper in and analyses it with the built-in reader, by the very command a person would give: `seogo analyze`.
 * The work is done by the worker that runs.
 * @returns that command's exit code and its result, which is part of ours
 */
export async function analyzeFile(
  house: House,
  file: string,
  terminal: Terminal,
): Promise<{ code: number; result: unknown }> {
  const commands = features.flatMap((feature) => feature.commands ?? [])
  const analyze = commands.find(({ name }) => name === 'analyze')
  if (!analyze) throw new Error('no feature has the command analyze')
  const run = await analyze.load()
  const presets = Object.entries(analyze.options ?? {}).map(([name, option]) => [name, option.default])
  terminal.line(`Reading ${file} …`)
  let result: unknown = null
  const code = await run({
    house,
    args: [resolve(file)],
    options: { ...Object.fromEntries(presets), providers: 'local', wait: true },
    caller: callerOf(house, {}),
    whileWorking: (done) => done(),
    terminal: {
      ...terminal,
      result: (value) => {
        result = value
      },
    },
  })
  return { code, result }
}
