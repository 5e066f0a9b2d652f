import { z } from 'zod'
import { isTimeZone } from '#contract/time.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { mailVariables } from './mail-variables.ts'
import { metricsVariables } from './metrics-variables.ts'
import { oidcVariables } from './oidc-variables.ts'
import { rateVariables } from './rate-variables.ts'
import { sourceVariables } from './source-variables.ts'
import { watchVariables } from './watch-variables.ts'

const secret = z
  .string()
  .min(1)
  .transform((text) => Secret.of(text))
const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)
const flag = z.stringbool()

/**
 * Every setting, once: name, type, default and what it does. `npm run docs:config` writes the reference page from it.
 * Any of them may end in `_FILE` and name a file that holds the value.
 */
export const variables = z.object({
  SEOGO_DATA_DIR: z
    .string()
    .default('./data')
    .describe('Folder of everything that must survive: database, files, keys.'),
  SEOGO_NAME: z
    .string()
    .trim()
    .min(1)
    .max(40)
    .default('Seogo')
    .describe('What this installation is called on its screens, the sign-in page and the browser’s tab.'),
  SEOGO_HUE: whole(0, 359)
    .default(263)
    .describe(
      'Hue of the one colour of the screens, in degrees of OKLCH; lightness and contrast stay as they are.',
    ),
  SEOGO_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. Other than loopback: put TLS in front.'),
  SEOGO_PORT: whole(0, 65_535).default(7350).describe('Port to listen on; 0 takes a free one.'),
  SEOGO_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The address people type, when a proxy stands in front; decides cookies and allowed origins.'),
  SEOGO_TRUSTED_PROXIES: z
    .string()
    .optional()
    .describe('Addresses or networks of proxies whose X-Forwarded-For is believed, separated by commas.'),
  SEOGO_DATABASE_URL: secret
    .optional()
    .describe(
      'PostgreSQL 16 or later, as a role that may create roles. Unset: Seogo runs its own under the data folder.',
    ),
  SEOGO_DATABASE_POOLER_URL: secret
    .optional()
    .describe(
      'PgBouncer 1.21 or later in transaction mode, in front of the same database: transactions of people and of the house go through it, what needs a session of its own does not.',
    ),
  SEOGO_REDIS_URL: secret
    .optional()
    .describe('Redis 6.2 or later for queue, live messages and cache. Unset: PostgreSQL carries them.'),
  SEOGO_CACHE: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Keeps answers in memory until what they were made of changes; off: each is made anew.'),
  SEOGO_CACHE_MEGABYTES: whole(1, 65_536)
    .default(64)
    .describe('Memory that each process may fill with what it keeps; the longest unused goes first.'),
  SEOGO_CACHE_REDIS_URL: secret
    .optional()
    .describe(
      'Another Redis for the cache alone, which may evict what it likes; that of the queue must not. Unset: SEOGO_REDIS_URL.',
    ),
  SEOGO_REDIS_PREFIX: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('seogo')
    .describe('First part of every key in Redis, so that two installations can share one.'),
  SEOGO_ALIVE_SIGN: z
    .string()
    .optional()
    .describe(
      'File that an API or worker process touches every ten seconds while it runs, for the health check of a container.',
    ),
  SEOGO_SECRET_KEY: secret
    .optional()
    .describe(
      'At least 32 random characters: seals provider keys and sessions. Unset: made once as secret.key in the data folder.',
    ),
  SEOGO_VAULT_KEY: secret
    .refine((key) => key.reveal().length >= 32, 'needs at least 32 characters')
    .optional()
    .describe(
      'At least 32 random characters: master key of the vault of provider keys. Unset: vault.key in the data folder once `seogo vault rotate` made it, the secret key before.',
    ),
  SEOGO_VAULT_OLD_KEYS: secret
    .optional()
    .describe(
      'Earlier master keys of the vault, separated by commas: known until everything is wrapped anew.',
    ),
  SEOGO_LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is written.'),
  SEOGO_LOG_FORMAT: z
    .enum(['json', 'pretty', 'auto'])
    .default('auto')
    .describe('One JSON object a line, or readable; auto is readable on a terminal.'),
  SEOGO_UPLOAD_MAX_BYTES: whole(1_000, 10_000_000_000)
    .default(200_000_000)
    .describe('Largest single file that is taken in.'),
  SEOGO_SLOW_REQUEST_SECONDS: whole(1, 3_600)
    .default(60)
    .describe(
      'A request whose head, or whose JSON, has not come whole by then is hung up on; uploads may take longer.',
    ),
  SEOGO_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional()
    .describe('Keep papers in this S3 bucket. Unset: in a folder below the data folder.'),
  SEOGO_S3_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Address of the store, without the bucket; unset: Amazon, by region.'),
  SEOGO_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .default('us-east-1')
    .describe('Region that signatures name; many stores other than Amazon take any.'),
  SEOGO_S3_ACCESS_KEY: secret.optional().describe('Access key id for the bucket.'),
  SEOGO_S3_SECRET_KEY: secret.optional().describe('Secret access key for the bucket.'),
  SEOGO_S3_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9._/-]{0,200}$/)
    .default('')
    .describe('Put before every key, so that a bucket can be shared.'),
  SEOGO_S3_PATH_STYLE: flag
    .optional()
    .describe('Bucket in the path instead of the host name; unset: on when an endpoint is set.'),
  SEOGO_S3_CACHE_BYTES: whole(0, 1_000_000_000_000)
    .default(2_000_000_000)
    .describe('Room for local copies of files in the bucket; those in use may go beyond it.'),
  SEOGO_BACKUP_TO: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Where backups go: a folder, best on another disk, or s3://bucket/prefix with the S3 settings above. Unset: backups in the data folder.',
    ),
  SEOGO_BACKUP_ALSO_TO: z
    .string()
    .optional()
    .describe(
      'Where every backup is copied to as well: folders or buckets, separated by commas. A place that is away is told of, and made up for by the next backup.',
    ),
  SEOGO_BACKUP_KEY: secret
    .refine((key) => key.reveal().length >= 32, 'needs at least 32 characters')
    .optional()
    .describe(
      'At least 32 random characters: seals backups (AES-256-GCM). Without it sealed backups cannot be restored by anybody; keep it apart from them. Unset: backups are not sealed.',
    ),
  SEOGO_CSL_DIR: z
    .string()
    .default('/usr/share/citation-style-language/styles')
    .describe(
      'Folder of further citation styles (.csl), such as that of Debian’s citation-style-language-styles.',
    ),
  SEOGO_READING_CONCURRENCY: whole(1, 64).default(1).describe('PDFs read at the same time by one worker.'),
  SEOGO_OCR: z
    .enum(['auto', 'off'])
    .default('auto')
    .describe(
      'Read scanned PDFs with Tesseract when it is installed, or only when somebody asks for it: off.',
    ),
  SEOGO_OCR_LANGUAGES: z
    .string()
    .regex(/^[A-Za-z_]{3,30}(\+[A-Za-z_]{3,30}){0,9}$/)
    .default('kor+eng')
    .describe(
      'Languages of scanned papers, as Tesseract names them; those that are not installed are left out.',
    ),
  SEOGO_OCR_MAX_PAGES: whole(1, 3_000)
    .default(300)
    .describe('Pages of one file that are read by OCR; the ones after them stay pictures.'),
  SEOGO_OCR_CONCURRENCY: whole(1, 32)
    .default(1)
    .describe('Files read by OCR at the same time by one worker; each keeps a core busy.'),
  SEOGO_ANALYSIS_CONCURRENCY: whole(1, 200)
    .default(8)
    .describe('Provider requests at the same time by one worker.'),
  SEOGO_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'no time zone of the IANA database, such as Asia/Seoul')
    .default('UTC')
    .describe('Where days turn for the house, and for people who have not said where they live.'),
  SEOGO_PROVIDER_TIMEOUT_SECONDS: whole(5, 3_600)
    .default(300)
    .describe('How long one provider request may take.'),
  SEOGO_PROVIDER_FAILURES: whole(1, 1_000)
    .default(6)
    .describe('After so many failures in a row a model of a provider is left alone, by all workers.'),
  SEOGO_PROVIDER_PAUSE_SECONDS: whole(1, 300)
    .default(20)
    .describe(
      'For so long at first; then one question is let through. Twice as long each time it fails, 5 minutes at most.',
    ),
  SEOGO_LEASE_SECONDS: whole(1, 300)
    .default(15)
    .describe('How long a silent worker keeps its job before another one may take it.'),
  SEOGO_RECONCILE_SECONDS: whole(1, 600)
    .default(10)
    .describe('How often the queue is compared with the job rows and refilled.'),
  SEOGO_DRAIN_SECONDS: whole(1, 600)
    .default(20)
    .describe('How long a stopping process waits for its running work.'),
  SEOGO_LEAVE_SECONDS: whole(0, 120)
    .default(0)
    .describe(
      'How long a stopping API still serves while it says that it is not ready, so that a proxy goes to others first.',
    ),
  SEOGO_JOB_PATIENCE_HOURS: z.coerce
    .number()
    .min(0.001)
    .max(1_000)
    .default(24)
    .describe('How long a job waits for a provider that keeps asking to wait, before it fails.'),
  SEOGO_JOB_RETENTION_DAYS: whole(1, 10_000)
    .default(90)
    .describe(
      'How long ended jobs are kept with their attempts; housekeeping nobody asked for is kept a day.',
    ),
  SEOGO_HISTORY_DAYS: whole(1, 10_000)
    .default(365)
    .describe('How long it is kept who changed what; what is older cannot be undone.'),
  SEOGO_TRASH_DAYS: whole(1, 10_000)
    .default(30)
    .describe('How long papers stay in the trash before they are deleted for good.'),
  SEOGO_SESSION_IDLE_HOURS: whole(1, 8_760)
    .default(336)
    .describe('A session that is not used for so long ends.'),
  SEOGO_SESSION_MAX_DAYS: whole(1, 365)
    .default(90)
    .describe('However much it is used, a session ends after so long.'),
  SEOGO_CONFIRM_MINUTES: whole(1, 1_440)
    .default(15)
    .describe('For so long after a sign-in or a confirmed password sensitive acts ask for it no more.'),
  SEOGO_ADMINS_NEED_SECOND_FACTOR: flag
    .default(false)
    .describe(
      'Owner and admins may administer only once their sign-in has a second factor; until then they are members.',
    ),
  ...oidcVariables,
  ...rateVariables,
  SEOGO_BULL_BOARD: flag
    .default(false)
    .describe('Serves bull-board, a look inside the queue, to administrators at /api/queue-board.'),
  SEOGO_GAME_DAY: flag
    .default(false)
    .describe(
      'Administrators may break parts on purpose, for a while each, to see what happens. Only in an installation for trying.',
    ),
  SEOGO_READ_ONLY_BELOW_MB: whole(0, 1_000_000)
    .default(256)
    .describe(
      'With so few megabytes free on the disk of the data folder nothing is written any more, so that the database still can; half as much again, and it goes on. 0: never.',
    ),
  SEOGO_QUEUE_POOL_MAX: whole(4, 200)
    .default(20)
    .describe('Connections the queue may hold when PostgreSQL carries it.'),
  SEOGO_DATABASE_POOL_MAX: whole(2, 200)
    .default(10)
    .describe('Connections one process may hold for requests and jobs.'),
  SEOGO_SECURE_COOKIES: flag
    .optional()
    .describe('Force Secure cookies on or off; unset: on when the public address is https.'),
  ...mailVariables,
  ...metricsVariables,
  ...sourceVariables,
  ...watchVariables,
})
