import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import type { CommandOption } from '#platform/feature.ts'
import { type AnyCommand, globalOptions } from './commands.ts'

/** A command line that cannot be understood; the message says how it should read. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Options = Record<string, string | boolean | (string | boolean)[] | undefined>

export type Parsed =
  | { readonly help: true; readonly command: AnyCommand | undefined }
  | {
      readonly help: false
      readonly command: AnyCommand
      readonly args: readonly string[]
      readonly options: Options
      readonly json: boolean
    }

/** Reads a command line: the command's one or two words first, then its arguments and options. @throws UsageError */
export function parseCommandLine(argv: readonly string[], commands: readonly AnyCommand[]): Parsed {
  const [first, second] = argv
  if (first === undefined || first === '--help' || first === '-h') return { help: true, command: undefined }
  if (first === 'help') {
    const asked = argv.slice(1).join(' ')
    return { help: true, command: asked === '' ? undefined : requireCommand(asked, commands) }
  }
  const two = commands.find(({ name }) => name === `${first} ${second}`)
  const command = two ?? commands.find(({ name }) => name === first)
  if (!command) throw new UsageError(unknownCommand(twoWords(first, second, commands), commands))
  const { values, positionals } = parse(argv.slice(two ? 2 : 1), command)
  if (values.help === true) return { help: true, command }
  return { help: false, command, args: positionals, options: values, json: values.json === true }
}

function parse(args: readonly string[], command: AnyCommand): { values: Options; positionals: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: toConfig({ ...command.options, ...globalOptions }),
      allowPositionals: true,
      strict: true,
    })
    return { values, positionals }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UsageError(`${error.message.split('. ')[0]}.\nUsage: ${command.usage}`, { cause: error })
  }
}

function toConfig(options: Readonly<Record<string, CommandOption>>): ParseArgsOptionsConfig {
  return Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple, default: preset }]) => [
      name,
      {
        type,
        ...(short ? { short } : {}),
        ...(multiple ? { multiple } : {}),
        ...(preset === undefined ? {} : { default: preset }),
      },
    ]),
  )
}

function requireCommand(name: string, commands: readonly AnyCommand[]): AnyCommand {
  const command = commands.find((each) => each.name === name)
  if (!command) throw new UsageError(unknownCommand(name, commands))
  return command
}

/** `users invit` is meant as two words when some command begins with `users`. */
function twoWords(first: string, second: string | undefined, commands: readonly AnyCommand[]): string {
  const isGroup = commands.some(({ name }) => name.startsWith(`${first} `))
  return isGroup && second !== undefined && !second.startsWith('-') ? `${first} ${second}` : first
}

function unknownCommand(name: string, commands: readonly AnyCommand[]): string {
  const group = commands
    .filter((command) => command.name.startsWith(`${name} `))
    .map((command) => command.name)
  if (group.length > 0) return `"${name}" needs another word: seogo ${group.join(', seogo ')}.`
  const ranked = commands
    .map((command) => ({ name: command.name, distance: editDistance(name, command.name) }))
    .sort((a, b) => a.distance - b.distance)
  const nearest = ranked[0]
  const isNear = nearest !== undefined && nearest.distance <= Math.max(2, Math.floor(name.length / 3))
  const advice = isNear ? `Did you mean "seogo ${nearest.name}"?` : 'See "seogo help".'
  return `There is no command "${name}". ${advice}`
}

/** Levenshtein's distance: the least insertions, deletions and replacements that make `a` into `b`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, replaced))
    }
    row = next
  }
  return row[b.length] ?? a.length
}
