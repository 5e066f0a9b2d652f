import type { Command, CommandOption } from '#platform/feature.ts'
import { features } from '../features.ts'
import type { BareCommand } from './bare-command.ts'

export type AnyCommand = Command | BareCommand

/** Options every command takes. */
export const globalOptions = {
  json: { type: 'boolean', describe: 'Print one JSON document instead of words.' },
  as: { type: 'string', describe: 'Act for the person with this e-mail address instead of the owner.' },
  help: { type: 'boolean', short: 'h', describe: 'Show this help.' },
} as const satisfies Record<string, CommandOption>

const ofTheInstallation: readonly BareCommand[] = [
  {
    name: 'start',
    usage: 'seogo start [--analyze <pdf>] [--exit] [--open] [--as-built]',
    summary: 'Starts Seogo: its database if it has no other, the screens and API, and a worker.',
    options: {
      analyze: {
        type: 'string',
        describe: 'Take in this paper, read it with the built-in reader, print the result.',
      },
      exit: { type: 'boolean', describe: 'Stop again once everything is up and the analysis is done.' },
      open: { type: 'boolean', describe: 'Open the address in the browser.' },
      'as-built': {
        type: 'boolean',
        describe: 'Show the screens as they were built, also when they are older than their sources.',
      },
    },
    loadBare: async () => (await import('./start/start.ts')).start,
  },
  {
    name: 'api',
    usage: 'seogo api',
    summary: 'Runs one API with the screens, without a worker; for containers and several machines.',
    loadBare: async () => (await import('./api.ts')).api,
  },
  {
    name: 'worker',
    usage: 'seogo worker',
    summary: 'Runs one more worker on the database of a Seogo that runs.',
    loadBare: async () => (await import('./worker.ts')).worker,
  },
  {
    name: 'migrate',
    usage: 'seogo migrate',
    summary: 'Brings the database to the schema of this version.',
    loadBare: async () => (await import('./migrate.ts')).migrateCommand,
  },
  {
    name: 'restore',
    usage: 'seogo restore <folder or s3://bucket/prefix> [--set <id>] [--key-file <file>] [--while-running]',
    summary: 'Puts a backup in the place of the library, also on an empty machine; what was there is kept.',
    options: {
      set: { type: 'string', default: 'latest', describe: 'Which backup: an id from "seogo backup list".' },
      'key-file': { type: 'string', describe: 'File with the key of sealed backups.' },
      'while-running': {
        type: 'boolean',
        describe: 'Also while Seogo runs; everybody is disconnected for a moment.',
      },
    },
    loadBare: async () => (await import('./restore.ts')).restoreCommand,
  },
  {
    name: 'check',
    usage: 'seogo check',
    summary: 'Checks every part of the installation and says what is wrong.',
    loadBare: async () => (await import('./check.ts')).check,
  },
]

/** Every command, in the order of the help. */
export function listCommands(): readonly AnyCommand[] {
  return [...ofTheInstallation, ...features.flatMap((feature) => feature.commands ?? [])]
}
