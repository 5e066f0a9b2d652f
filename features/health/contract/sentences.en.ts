import type { HealthFinding, HealthPart, HealthState } from '#contract/health.ts'
import type { AlertMetric } from './alerts.ts'

/** The facts of a look, ready to stand in a sentence. */
export type SaidFacts = {
  readonly text: (name: string) => string
  readonly number: (name: string) => string
  readonly size: (name: string) => string
}

/** What was found, and what to do about it; nothing to do is an empty sentence. */
export type FindingWords = (facts: SaidFacts) => { readonly says: string; readonly todo: string }

const states: Readonly<Record<HealthState, string>> = {
  ok: 'works',
  degraded: 'needs attention',
  failing: 'failing',
  off: 'not used',
}

const parts: Readonly<Record<HealthPart, string>> = {
  node: 'Node.js',
  configuration: 'Settings',
  house: 'Seogo itself',
  database: 'Database',
  schema: 'Schema and language',
  replication: 'Replicas',
  redis: 'Redis',
  cache: 'Kept answers',
  queue: 'Queue',
  workers: 'Processes',
  bus: 'Messages between processes',
  files: 'File store',
  disk: 'Disk',
  memory: 'Memory',
  cpu: 'Processor',
  event_loop: 'Event loop',
  mail: 'Mail server',
  providers: 'AI providers',
  sources: 'Metadata sources',
  backup: 'Backups',
  partitions: 'Partitions',
  clock: 'Clock',
  screens: 'Screens',
  measuring: 'Measuring',
  pdf_reading: 'PDF reading',
  ocr: 'OCR',
}

const findings: Readonly<Record<HealthFinding, FindingWords>> = {
  no_answer: ({ number }) => ({
    says: `It did not answer within ${number('afterMs')} ms.`,
    todo: 'Look whether it runs, and whether the network to it does.',
  }),
  failed: () => ({ says: 'It does not do what it should.', todo: 'What it said stands beside this.' }),
  configuration_faulty: () => ({
    says: 'The settings have faults.',
    todo: 'Correct what is named beside this.',
  }),
  house_shut: () => ({ says: 'Seogo cannot be opened.', todo: 'The reason stands beside this.' }),
  database_crowded: ({ number }) => ({
    says: `${number('connections')} of ${number('mostConnections')} connections are taken.`,
    todo: 'Raise max_connections, or lower SEOGO_DATABASE_POOL_MAX.',
  }),
  database_read_only: () => ({
    says: 'The database can be read but not written.',
    todo: 'Look whether this is a replica, or whether somebody made it read-only.',
  }),
  disk_full: ({ size }) => ({
    says: `The disk is full or nearly so: ${size('freeBytes')} are free. Nothing is written until there is room again.`,
    todo: 'Make room on the disk of the data folder; Seogo goes on by itself.',
  }),
  rules_broken: () => ({
    says: 'The database does not keep the rules of this version.',
    todo: 'Run "seogo migrate"; what is broken stands beside this.',
  }),
  collation_changed: ({ text }) => ({
    says: `The database was made with collation version ${text('madeWith')}, this machine has ${text('actual')}.`,
    todo: 'Run REINDEX DATABASE, then ALTER DATABASE … REFRESH COLLATION VERSION.',
  }),
  no_replica: () => ({ says: 'There is no replica.', todo: '' }),
  replica_away: ({ number }) => ({
    says: `${number('away')} of ${number('replicas')} replicas are not connected, and the log is kept for them.`,
    todo: 'Start the replica, or drop its slot before the disk is full.',
  }),
  replica_lags: ({ size }) => ({
    says: `A replica is ${size('lagBytes')} behind.`,
    todo: 'Look at its network and its load.',
  }),
  cache_off: () => ({ says: 'Every answer is made anew (SEOGO_CACHE=off).', todo: '' }),
  cache_deaf: () => ({
    says: 'This process does not hear of changes now, so it makes every answer anew.',
    todo: 'It listens again by itself when the database can be reached.',
  }),
  cache_redis_away: () => ({
    says: 'The Redis of the cache is away: each process answers from its own memory and the database.',
    todo: 'Look whether it runs; it is used again by itself.',
  }),
  redis_not_used: () => ({ says: 'PostgreSQL carries queue, cache and messages.', todo: '' }),
  redis_evicts: ({ text }) => ({
    says: `Redis throws keys away when its memory is full (maxmemory-policy ${text('policy')}).`,
    todo: 'Set maxmemory-policy to noeviction: the queue must not lose keys.',
  }),
  jobs_wait: ({ number }) => ({
    says: `${number('waiting')} jobs wait, the oldest for ${number('oldestWaitingSeconds')} s.`,
    todo: 'Look whether a worker runs and has not too much to do; "seogo worker" adds one.',
  }),
  jobs_stalled: ({ number }) => ({
    says: `${number('stalled')} jobs hang with a worker that is gone.`,
    todo: 'They are taken over by themselves while a worker runs.',
  }),
  events_set_aside: ({ number }) => ({
    says: `${number('refusedEvents')} events were set aside, because a reaction did not understand them.`,
    todo: 'Settle them on the page Jobs, House.',
  }),
  not_running: () => ({ says: 'Seogo is not running.', todo: '"npm start" starts it.' }),
  no_worker: () => ({
    says: 'No worker runs: papers are not read and nobody is asked.',
    todo: '"seogo worker" starts one; below "seogo start" it comes back by itself.',
  }),
  disk_low: ({ size }) => ({
    says: `${size('freeBytes')} are free on the disk of the data folder.`,
    todo: 'Make room, or give the data folder another disk.',
  }),
  memory_low: ({ number }) => ({
    says: `${number('usedPercent')}% of the memory is taken.`,
    todo: 'Give the machine more, or lower the concurrency of reading and OCR.',
  }),
  cpu_busy: ({ number }) => ({
    says: `The processor is at ${number('usedPercent')}%.`,
    todo: 'Lower the concurrency of reading and OCR, or move workers to another machine.',
  }),
  event_loop_slow: ({ number, text }) => ({
    says: `A process (${text('slowest')}) comes late: 99% within ${number('p99Ms')} ms, once ${number('maxMs')} ms.`,
    todo: 'Look at the log for what it was doing.',
  }),
  mail_not_used: () => ({ says: 'No mail server is set.', todo: '' }),
  providers_rest: ({ text }) => ({
    says: `Left alone for a while: ${text('names')}.`,
    todo: 'Nothing: their jobs wait, or go to the next provider where people allow it.',
  }),
  providers_fail: ({ text }) => ({
    says: `Most calls of the last hour failed: ${text('names')}.`,
    todo: 'Look at their status page, and at the keys.',
  }),
  sources_rest: ({ text }) => ({
    says: `Not asked just now: ${text('names')}.`,
    todo: 'Nothing: records are poorer meanwhile, and filled up later.',
  }),
  backup_never: () => ({
    says: 'No backup was ever proven.',
    todo: '"seogo backup make --drill" makes one and restores it on trial.',
  }),
  backup_old: ({ number }) => ({
    says: `The last proven backup is ${number('ageHours')} hours old.`,
    todo: 'Look at the page Jobs, Backups.',
  }),
  partitions_missing: ({ text }) => ({
    says: `There is soon no place for new rows: ${text('tables')}.`,
    todo: 'A worker makes it every night; "seogo migrate" does it now.',
  }),
  clock_differs: ({ number }) => ({
    says: `The clock differs from that of the database by ${number('differsMs')} ms.`,
    todo: 'Let both machines keep time (NTP).',
  }),
  screens_not_built: () => ({ says: 'The screens are not built.', todo: '"npm start" builds them.' }),
  measurements_lost: ({ number }) => ({
    says: `Since this process began ${number('failures')} measurements could not be written and ${number('lost')} requests were not kept.`,
    todo: 'Nothing of people’s is lost; look at the log for why.',
  }),
  pdf_limits_watched: () => ({
    says: 'Memory and time of PDF reading are watched from outside, which is slower to act.',
    todo: 'Install prlimit (util-linux).',
  }),
  ocr_not_installed: () => ({
    says: 'Tesseract is not installed: scanned PDFs stay without text.',
    todo: 'On Debian: tesseract-ocr tesseract-ocr-kor tesseract-ocr-eng.',
  }),
  ocr_languages_missing: ({ text }) => ({
    says: `Tesseract has only ${text('languages')} of ${text('wished')}.`,
    todo: 'Install the data of the others, or change SEOGO_OCR_LANGUAGES.',
  }),
}

const metrics: Readonly<Record<AlertMetric, string>> = {
  memory_percent: 'Memory, %',
  cpu_percent: 'Processor, %',
  disk_percent: 'Disk, %',
  event_loop_ms: 'Event loop, ms late',
  queue_age_seconds: 'Oldest waiting job, s',
  error_percent: 'Failed requests, %',
  providers_resting: 'Providers left alone',
  backup_age_hours: 'Last proven backup, h',
}

export const sentencesEn = { states, parts, findings, metrics }
