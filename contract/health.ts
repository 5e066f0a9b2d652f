import { z } from 'zod'

/** `off`: not in use here, so that it can neither work nor fail. */
export const healthState = z.enum(['ok', 'degraded', 'failing', 'off'])
export type HealthState = z.infer<typeof healthState>

/** Everything that is looked at. Each has its name in both languages in `features/health/contract/sentences.*.ts`. */
export const healthPart = z.enum([
  'node',
  'configuration',
  'house',
  'database',
  'schema',
  'replication',
  'redis',
  'cache',
  'queue',
  'workers',
  'bus',
  'files',
  'disk',
  'memory',
  'cpu',
  'event_loop',
  'mail',
  'providers',
  'sources',
  'backup',
  'partitions',
  'clock',
  'screens',
  'measuring',
  'pdf_reading',
  'ocr',
])
export type HealthPart = z.infer<typeof healthPart>

/** What an administrator of an installation for trying may break on purpose. */
export const breakable = z.enum(['provider', 'redis', 'files', 'worker', 'event_loop'])
export type Breakable = z.infer<typeof breakable>

/**
 * What a look at a part can find. The closed list: each has its sentence and what to do about it in both languages, made
 * of the facts beside it.
 */
export const healthFinding = z.enum([
  'no_answer',
  'failed',
  'configuration_faulty',
  'house_shut',
  'database_crowded',
  'database_read_only',
  'disk_full',
  'rules_broken',
  'collation_changed',
  'no_replica',
  'replica_away',
  'replica_lags',
  'redis_not_used',
  'redis_evicts',
  'cache_off',
  'cache_deaf',
  'cache_redis_away',
  'jobs_wait',
  'jobs_stalled',
  'events_set_aside',
  'not_running',
  'no_worker',
  'disk_low',
  'memory_low',
  'cpu_busy',
  'event_loop_slow',
  'mail_not_used',
  'providers_rest',
  'providers_fail',
  'sources_rest',
  'backup_never',
  'backup_old',
  'partitions_missing',
  'clock_differs',
  'screens_not_built',
  'measurements_lost',
  'pdf_limits_watched',
  'ocr_not_installed',
  'ocr_languages_missing',
])
export type HealthFinding = z.infer<typeof healthFinding>

/** Figures and facts of a look; never a secret. */
export const healthFacts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
export type HealthFacts = z.infer<typeof healthFacts>
