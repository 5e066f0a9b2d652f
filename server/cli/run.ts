import { inspect } from 'node:util'
import { Problem } from '#contract/problems.ts'
import { toProblemDetails } from '#platform/http/problem-reply.ts'
import { type AnyCommand, listCommands } from './commands.ts'
import { reuseCompiledCode } from './compiled-code.ts'
import { helpOf, helpOfAll } from './help.ts'
import { type Parsed, parseCommandLine, UsageError } from './parse.ts'
import { sentenceOf } from './problem-sentences.ts'
import { openTerminal } from './terminal.ts'

type Run = Extract<Parsed, { help: false }>

/**
 * Runs one command line of `seogo`.
 * @returns the exit code: 0 done, 1 refused or failed, 2 not understood
 */
export async function runCommandLine(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const commands = listCommands()
  let parsed: Parsed
  try {
    parsed = parseCommandLine(argv, commands)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(error.message)
    return 2
  }
  if (parsed.help) {
    console.log(parsed.command ? helpOf(parsed.command) : helpOfAll(commands))
    return 0
  }
  reuseCompiledCode(environment)
  try {
    return await runParsed(parsed, parsed.command, environment)
  } catch (error) {
    return report(error, parsed.json)
  }
}

async function runParsed(parsed: Run, command: AnyCommand, environment: NodeJS.ProcessEnv): Promise<number> {
  const { args, options } = parsed
  const terminal = openTerminal(parsed.json)
  if ('loadBare' in command) return (await command.loadBare())({ args, options, environment, terminal })
  const { openCommandHouse } = await import('./command-house.ts')
  const opened = await openCommandHouse({ environment, options, terminal })
  const leave = () => {
    const end = () => process.exit(130)
    opened.close().then(end, end)
  }
  process.once('SIGINT', leave)
  process.once('SIGTERM', leave)
  try {
    const run = await command.load()
    return await run({ ...opened.context, args, options, terminal })
  } finally {
    process.off('SIGINT', leave)
    process.off('SIGTERM', leave)
    await opened.close()
  }
}

/** Says what went wrong: a refusal in one sentence, a fault of the machine as its message, a bug with its stack. */
function report(error: unknown, json: boolean): number {
  const problem = error instanceof Problem ? error : undefined
  if (json) {
    const details = problem
      ? toProblemDetails(problem, '')
      : { ...toProblemDetails(new Problem('unexpected'), ''), detail: messageOf(error) }
    console.log(JSON.stringify({ ...details, requestId: undefined }, null, 2))
    return 1
  }
  if (problem) console.error(sentenceOf(problem))
  else console.error(isForPeople(error) ? messageOf(error) : inspect(error))
  return 1
}

/** Whether the message was written for whoever sits at the terminal; everything else is a bug and needs its stack. */
function isForPeople(error: unknown): boolean {
  const written = [
    'ConfigError',
    'IncompleteHouse',
    'EmbeddedPostgresError',
    'MigrationRefused',
    'StartRefused',
  ]
  return error instanceof Error && (written.includes(error.name) || 'code' in error)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
