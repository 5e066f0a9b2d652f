import { type CommandOption, feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import {
  drillBackupJob,
  keepScheduleJob,
  makeBackupJob,
  removeBackupJob,
  restoreBackupJob,
  verifyBackupJob,
} from './server/jobs.ts'

const at: CommandOption = {
  type: 'string',
  describe: 'Another folder or bucket than that of the settings.',
}

export const backup = feature({
  name: 'backup',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(makeBackupJob, async () => (await import('./server/work.ts')).makeBackupWork),
    handledBy(verifyBackupJob, async () => (await import('./server/work.ts')).verifyBackupWork),
    handledBy(drillBackupJob, async () => (await import('./server/work.ts')).drillBackupWork),
    handledBy(restoreBackupJob, async () => (await import('./server/restore-work.ts')).restoreBackupWork),
    handledBy(removeBackupJob, async () => (await import('./server/work.ts')).removeBackupWork),
    handledBy(keepScheduleJob, async () => (await import('./server/schedule.ts')).keepSchedule),
  ],
  schedules: [keep({ name: 'backup.keepSchedule', everyMs: 5 * 60_000, job: keepScheduleJob, payload: {} })],
  healthChecks: [
    {
      part: 'backup',
      freshForMs: 60_000,
      check: async (house) => (await import('./server/check-backup.ts')).checkBackup(house),
    },
  ],
  commands: [
    {
      name: 'backup make',
      usage: 'seogo backup make [--full] [--drill]',
      summary: 'Makes a backup of database and files while Seogo runs; unchanged parts are not stored again.',
      options: {
        full: { type: 'boolean', describe: 'Store every part anew, also those that are there already.' },
        drill: { type: 'boolean', describe: 'Prove it afterwards: restore it on trial.' },
      },
      load: async () => (await import('./server/commands.ts')).makeCommand,
    },
    {
      name: 'backup list',
      usage: 'seogo backup list [--at <folder or s3://…>]',
      options: { at },
      summary: 'Lists the backups at the destination, and which of them are proven.',
      load: async () => (await import('./server/commands.ts')).listCommand,
    },
    {
      name: 'backup verify',
      usage: 'seogo backup verify [<id>] [--at <folder or s3://…>]',
      options: { at },
      summary: 'Reads every byte of a backup again and compares it with its hash; names what is damaged.',
      load: async () => (await import('./server/commands.ts')).verifyCommand,
    },
    {
      name: 'backup drill',
      usage: 'seogo backup drill [<id>] [--at <folder or s3://…>]',
      options: { at },
      summary: 'Proves a backup: restores it into a scratch database, compares and questions it.',
      load: async () => (await import('./server/commands.ts')).drillCommand,
    },
    {
      name: 'backup schedule',
      usage:
        'seogo backup schedule [--on|--off] [--cron <expression>] [--time-zone <zone>] [--keep-last <n>]',
      summary: 'Shows when backups are made by themselves and which of them stay, or changes it.',
      options: {
        on: { type: 'boolean', describe: 'Make them by themselves.' },
        off: { type: 'boolean', describe: 'Make none by itself.' },
        cron: { type: 'string', describe: 'When: minute, hour, day, month, weekday.' },
        'time-zone': { type: 'string', describe: 'Whose hours these are, e.g. Asia/Seoul.' },
        'keep-last': { type: 'string', describe: 'How many of the newest stay.' },
        'keep-daily': { type: 'string', describe: 'Of how many days one stays.' },
        'keep-weekly': { type: 'string', describe: 'Of how many weeks one stays.' },
        'keep-monthly': { type: 'string', describe: 'Of how many months one stays.' },
      },
      load: async () => (await import('./server/schedule-commands.ts')).scheduleCommand,
    },
    {
      name: 'backup prune',
      usage: 'seogo backup prune [--dry-run]',
      summary: 'Removes the backups that the schedule does not keep.',
      options: { 'dry-run': { type: 'boolean', describe: 'Only say which would go.' } },
      load: async () => (await import('./server/schedule-commands.ts')).pruneCommand,
    },
    {
      name: 'backup extract',
      usage: 'seogo backup extract [<id>] --person <e-mail> [--paper <paper-id>] --to <folder>',
      summary: 'Picks what one person saw, or one of their papers, out of a backup into a folder.',
      options: {
        person: { type: 'string', describe: 'Whose data: their e-mail address at that time.' },
        paper: { type: 'string', describe: 'Only this paper.' },
        to: { type: 'string', describe: 'A folder that is not there yet.' },
        at,
      },
      load: async () => (await import('./server/extract-command.ts')).extractCommand,
    },
    {
      name: 'backup pin',
      usage: 'seogo backup pin <id>',
      summary: 'Keeps a backup until it is unpinned, whatever else is removed.',
      load: async () => (await import('./server/commands.ts')).pinCommand,
    },
    {
      name: 'backup unpin',
      usage: 'seogo backup unpin <id>',
      summary: 'Lets a pinned backup go when its time has come.',
      load: async () => (await import('./server/commands.ts')).unpinCommand,
    },
    {
      name: 'backup delete',
      usage: 'seogo backup delete <id> …',
      summary: 'Removes backups and what only they need.',
      load: async () => (await import('./server/commands.ts')).deleteCommand,
    },
  ],
})
