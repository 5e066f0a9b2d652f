import { jobEnded } from '#contract/job-events.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import {
  closeAbandonedJob,
  expireUploadsJob,
  readBibliographiesJob,
  settleEndedJob,
  turnImportJob,
} from './server/jobs.ts'

const hourMs = 3_600_000

export const imports = feature({
  name: 'imports',
  routes: async () => (await import('./server/routes.ts')).routes,
  protocols: async () => (await import('./server/uploads/tus.ts')).uploadRoutes,
  jobs: [
    handledBy(
      readBibliographiesJob,
      async () => (await import('./server/read-bibliographies.ts')).readBibliographies,
    ),
    handledBy(turnImportJob, async () => (await import('./server/turn-in-background.ts')).turnInBackground),
    handledBy(settleEndedJob, async () => (await import('./server/settle-ended.ts')).settleEnded),
    handledBy(
      expireUploadsJob,
      async () => (await import('./server/uploads/expire-uploads.ts')).expireUploads,
    ),
    handledBy(closeAbandonedJob, async () => (await import('./server/close-abandoned.ts')).closeAbandoned),
  ],
  reactions: [{ event: jobEnded, job: settleEndedJob }],
  schedules: [
    keep({ name: 'imports.closeAbandoned', everyMs: hourMs, job: closeAbandonedJob, payload: {} }),
    keep({ name: 'imports.expireUploads', everyMs: hourMs, job: expireUploadsJob, payload: {} }),
  ],
  commands: [
    {
      name: 'import',
      usage: 'seogo import <file or folder>… [--library <library-id>] [--wait]',
      summary: 'Takes PDFs and bibliographies (BibTeX, RIS, EndNote, PubMed, Zotero …) into a library.',
      options: {
        library: { type: 'string', describe: 'Into this library instead of your own.' },
        wait: { type: 'boolean', default: false, describe: 'Wait until everything is read.' },
      },
      load: async () => (await import('./server/import-command.ts')).importCommand,
    },
    {
      name: 'imports',
      usage: 'seogo imports',
      summary: 'Lists the last imports and what became of them.',
      load: async () => (await import('./server/turn-command.ts')).listImportsCommand,
    },
    {
      name: 'import undo',
      usage: 'seogo import undo <import-id> [--yes]',
      summary: 'Takes an import back: what it added goes to the trash, what it filled in is taken out.',
      options: {
        yes: {
          type: 'boolean',
          default: false,
          describe: 'Also when papers of it have been worked with since.',
        },
      },
      load: async () => (await import('./server/turn-command.ts')).undoCommand,
    },
    {
      name: 'import redo',
      usage: 'seogo import redo <import-id>',
      summary: 'Brings back an import that was taken back.',
      load: async () => (await import('./server/turn-command.ts')).redoCommand,
    },
  ],
  fileReferences: [
    {
      columns: ['import_files.sha256'],
      load: async () => (await import('./server/named-files-queries.ts')).namedFiles,
    },
  ],
})
