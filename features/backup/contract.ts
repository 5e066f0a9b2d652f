import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { jobId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'

export const backupId = z.string().regex(/^[\w-]{1,60}$/)

/** The name of a database that a restore took the place of. */
export const keptDatabase = z.string().regex(/^.{1,40}_before_\d{8}t\d{6}$/)

const damage = z.strictObject({ where: z.string(), part: z.string(), why: z.string() })

export const backupSet = z.strictObject({
  id: backupId,
  /** Null of one that cannot be read, with the code that says why. */
  facts: z
    .strictObject({
      kind: z.enum(['full', 'incremental']),
      /** The moment whose data it holds. */
      takenAt: instant,
      tookMs: z.int(),
      rows: z.int(),
      files: z.int(),
      /** Files that rows named and the store did not have. */
      missingFiles: z.int(),
      storedBytes: z.int(),
      /** What had to be written; the rest it shares with others. */
      writtenBytes: z.int(),
      appVersion: z.string(),
    })
    .nullable(),
  problem: z.string().nullable(),
  pinned: z.boolean(),
  /** Every hash was read again then; null: never. */
  verifiedAt: instant.nullable(),
  /** It was restored on trial and compared then; null: not, or it came out otherwise. */
  provenAt: instant.nullable(),
  damages: z.array(damage),
  /** What was not as it was when it was restored on trial: English sentences. */
  faults: z.array(z.string()),
})
export type BackupSet = z.infer<typeof backupSet>

export const backupSchedule = z.strictObject({
  enabled: z.boolean(),
  /** Five fields: minute, hour, day, month, weekday. */
  cron: z.string().trim().min(9).max(100),
  /** IANA name; the hours of the expression are this zone's. */
  timeZone: z.string().min(1).max(60),
  /** Whether each is restored on trial afterwards. */
  drill: z.boolean(),
  /** The newest so many stay, and the newest of so many days, weeks and months. */
  keepLast: z.int().min(1).max(1_000),
  keepDaily: z.int().min(0).max(1_000),
  keepWeekly: z.int().min(0).max(1_000),
  keepMonthly: z.int().min(0).max(1_000),
})
export type BackupSchedule = z.infer<typeof backupSchedule>

export const backupWork = z.strictObject({
  jobId,
  kind: z.enum(['backup.make', 'backup.verify', 'backup.drill', 'backup.remove', 'backup.restore']),
  state: z.string(),
  stage: z.string().nullable(),
  percent: z.int(),
  /** Of the last attempt that failed. */
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  at: instant,
})
export type BackupWork = z.infer<typeof backupWork>

export const listBackups = endpoint({
  name: 'backup.list',
  method: 'GET',
  path: '/api/admin/backups',
  access: 'backups:administer',
  summary: 'The backups at the destination, newest first, what is being done with them, and their schedule.',
  reply: z.strictObject({
    place: z.string(),
    sealed: z.boolean(),
    /** Whether the destination is the data folder's own disk, which it would be lost with. */
    besideData: z.boolean(),
    /** Where each is copied to as well; count is null of a place that cannot be used now. */
    others: z.array(
      z.strictObject({ place: z.string(), count: z.int().nullable(), newestId: z.string().nullable() }),
    ),
    items: z.array(backupSet),
    /** What has not ended, the oldest first. */
    underWay: z.array(backupWork),
    /** The last one that failed after the last that did not. */
    failed: backupWork.nullable(),
    schedule: z.strictObject({ ...backupSchedule.shape, nextRunAt: instant.nullable() }),
    /** What was served before a restore: databases that are kept until somebody drops them. */
    kept: z.array(z.strictObject({ database: keptDatabase, sizeBytes: z.int(), at: instant })),
  }),
})
export type BackupList = z.infer<typeof listBackups.reply>

const asked = z.strictObject({ jobId })
const ofBackup = z.strictObject({ backupId })

export const makeBackupNow = endpoint({
  name: 'backup.make',
  method: 'POST',
  path: '/api/admin/backups',
  access: 'backups:administer',
  summary: 'Makes a backup now, and proves it if that is asked for.',
  body: z.strictObject({ kind: z.enum(['full', 'incremental']), drill: z.boolean() }),
  reply: asked,
  status: 202,
})

export const verifyBackup = endpoint({
  name: 'backup.verify',
  method: 'POST',
  path: '/api/admin/backups/:backupId/verify',
  access: 'backups:administer',
  summary: 'Reads every byte of a backup again and compares it with its hash.',
  params: ofBackup,
  reply: asked,
  status: 202,
})

export const drillBackup = endpoint({
  name: 'backup.drill',
  method: 'POST',
  path: '/api/admin/backups/:backupId/drill',
  access: 'backups:administer',
  summary: 'Restores a backup on trial, compares all of it and drops it again.',
  params: ofBackup,
  reply: asked,
  status: 202,
})

export const pinBackup = endpoint({
  name: 'backup.pin',
  method: 'PUT',
  path: '/api/admin/backups/:backupId/pin',
  access: 'backups:administer',
  summary: 'Keeps a backup whatever its age, or lets it go when its time has come.',
  params: ofBackup,
  body: z.strictObject({ pinned: z.boolean() }),
  reply: z.strictObject({ pinned: z.boolean() }),
})

export const removeBackup = endpoint({
  name: 'backup.remove',
  method: 'DELETE',
  path: '/api/admin/backups/:backupId',
  access: 'backups:administer',
  summary: 'Removes a backup and what only it needs.',
  params: ofBackup,
  reply: asked,
  status: 202,
})

export const saveBackupSchedule = endpoint({
  name: 'backup.saveSchedule',
  method: 'PUT',
  path: '/api/admin/backups-schedule',
  access: 'backups:administer',
  summary: 'When backups are made by themselves, and which of them stay.',
  body: backupSchedule,
  reply: z.strictObject({ ...backupSchedule.shape, nextRunAt: instant.nullable() }),
})

const countedThings = ['people', 'libraries', 'papers', 'analyses', 'notes', 'highlights'] as const
export type CountedThing = (typeof countedThings)[number]

export const compareBackup = endpoint({
  name: 'backup.compare',
  method: 'GET',
  path: '/api/admin/backups/:backupId/comparison',
  access: 'backups:administer',
  summary:
    'What would change if a backup were restored: how many there are now of what, and how many there were.',
  params: ofBackup,
  reply: z.strictObject({
    takenAt: instant,
    /** Migrations of this version that it does not have yet and gets. */
    migrations: z.int(),
    /** Whether provider keys and sessions of it can be opened with the secret of this installation. */
    sameSecret: z.boolean(),
    counts: z.array(z.strictObject({ what: z.enum(countedThings), now: z.int(), after: z.int() })),
  }),
})
export type BackupComparison = z.infer<typeof compareBackup.reply>

export const restoreBackup = endpoint({
  name: 'backup.restore',
  method: 'POST',
  path: '/api/admin/backups/:backupId/restore',
  access: 'backups:administer',
  summary:
    'Puts a backup in the place of the library; what stands there is kept. Asks for the password again.',
  params: ofBackup,
  /** The id of the backup, as a person typed it. */
  body: z.strictObject({ confirmation: z.string().trim().max(60) }),
  reply: asked,
  status: 202,
})

export const dropKept = endpoint({
  name: 'backup.dropKept',
  method: 'DELETE',
  path: '/api/admin/backups-kept/:database',
  access: 'backups:administer',
  summary: 'Drops a database that a restore took the place of, for good.',
  params: z.strictObject({ database: keptDatabase }),
  reply: z.strictObject({ database: keptDatabase }),
})
