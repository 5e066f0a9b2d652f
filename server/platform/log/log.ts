import { type Logger, pino, stdSerializers } from 'pino'
import { default as pretty } from 'pino-pretty'

export type Log = Logger

export type LogOptions = {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  readonly format: 'json' | 'pretty' | 'auto'
  /** Which process writes: `api`, `worker`, `start`, a command. */
  readonly process: string
  /** Where the lines go; standard error unless told. */
  readonly destination?: { write(line: string): void }
}

/** Fields whose values are never written, whatever object they come in. */
const hidden = ['password', 'token', 'apiKey', 'authorization', 'cookie', 'key']
const redact = hidden.flatMap((field) => [field, `*.${field}`, `*.*.${field}`])

/**
 * An error as a log field: without the request body that provider errors carry (a whole paper) and without causes
 * beyond the third.
 */
function errorFields(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error)
  const plain = stdSerializers.err(error)
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause !== undefined && depth < 3 ? { cause: errorFields(error.cause, depth + 1) } : {}
  return { type: plain.type, message: plain.message, stack: error.stack, ...code, ...cause }
}

/** Opens the structured log of one process: one wide line per request and per job, on standard error. */
export function openLog(options: LogOptions): Log {
  const readable = options.format === 'pretty' || (options.format === 'auto' && process.stderr.isTTY === true)
  const destination = readable
    ? pretty({
        destination: 2,
        sync: true,
        ignore: 'pid,hostname,process',
        singleLine: true,
        colorize: process.stderr.isTTY === true,
      })
    : pino.destination({ dest: 2, sync: false })
  return pino(
    {
      level: options.level,
      base: { process: options.process, pid: process.pid },
      redact: { paths: redact, censor: '***' },
      serializers: { err: errorFields, error: errorFields },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? destination,
  )
}
