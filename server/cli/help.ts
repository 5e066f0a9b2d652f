import type { CommandOption } from '#platform/feature.ts'
import { type AnyCommand, globalOptions } from './commands.ts'

/** The help of one command. */
export function helpOf(command: AnyCommand): string {
  const own = Object.entries(command.options ?? {})
  const lines = [command.summary, '', `Usage: ${command.usage}`, '', 'Options:']
  return [...lines, ...[...own, ...Object.entries(globalOptions)].map(optionLine)].join('\n')
}

/** The list of all commands. */
export function helpOfAll(commands: readonly AnyCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return [
    'Seogo, a library for research papers that reads along with its users.',
    '',
    'Usage: seogo <command> [options]',
    '',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Every command takes --json, --as <e-mail> and --help.',
    'Exit codes: 0 done, 1 refused or failed, 2 not understood.',
  ].join('\n')
}

function optionLine([name, option]: [string, CommandOption]): string {
  const short = option.short ? `-${option.short}, ` : ''
  const value = option.type === 'string' ? ' <…>' : ''
  const preset = option.default === undefined ? '' : ` (default: ${option.default})`
  return `  ${`${short}--${name}${value}`.padEnd(24)}${option.describe}${preset}`
}
