/** Where a setting stands on the page. */
export const settingGroups = [
  'branding',
  'joining',
  'limits',
  'providers',
  'reading',
  'sources',
  'retention',
  'mail',
  'watching',
] as const
export type SettingGroup = (typeof settingGroups)[number]

type Changeable = {
  readonly group: SettingGroup
  /** `now`: every process goes by it at once; `restart`: what is built at the start goes by it after the next one. */
  readonly effect: 'now' | 'restart'
  /** Goes to the vault and is never shown again. */
  readonly isSecret: boolean
}

const now = (group: SettingGroup): Changeable => ({ group, effect: 'now', isSecret: false })
const restart = (group: SettingGroup): Changeable => ({ group, effect: 'restart', isSecret: false })
const secret = (group: SettingGroup): Changeable => ({ group, effect: 'now', isSecret: true })

/**
 * The settings that may be changed on the screen; each has its words in both languages in `web/text.*.ts`. What is needed
 * to come so far (the database, Redis, addresses, keys), and where on a disk something is written, is the environment's alone.
 */
export const changeable = {
  SEOGO_NAME: now('branding'),
  SEOGO_HUE: now('branding'),
  SEOGO_TIME_ZONE: now('branding'),
  SEOGO_OIDC_SIGN_UP: now('joining'),
  SEOGO_OIDC_LINK_BY_MAIL: now('joining'),
  SEOGO_CONFIRM_MINUTES: now('joining'),
  SEOGO_SESSION_IDLE_HOURS: restart('joining'),
  SEOGO_SESSION_MAX_DAYS: restart('joining'),
  SEOGO_ADMINS_NEED_SECOND_FACTOR: restart('joining'),
  SEOGO_UPLOAD_MAX_BYTES: now('limits'),
  SEOGO_RATE_PERSON: now('limits'),
  SEOGO_RATE_TOKEN: now('limits'),
  SEOGO_RATE_NETWORK: now('limits'),
  SEOGO_PROVIDER_TIMEOUT_SECONDS: now('providers'),
  SEOGO_PROVIDER_FAILURES: now('providers'),
  SEOGO_PROVIDER_PAUSE_SECONDS: now('providers'),
  SEOGO_JOB_PATIENCE_HOURS: now('providers'),
  SEOGO_ANALYSIS_CONCURRENCY: restart('providers'),
  SEOGO_OCR: now('reading'),
  SEOGO_OCR_LANGUAGES: now('reading'),
  SEOGO_OCR_MAX_PAGES: now('reading'),
  SEOGO_READING_CONCURRENCY: restart('reading'),
  SEOGO_OCR_CONCURRENCY: restart('reading'),
  SEOGO_SOURCES: now('sources'),
  SEOGO_SOURCES_ENRICH: now('sources'),
  SEOGO_SOURCES_EMAIL: now('sources'),
  SEOGO_SOURCE_OPENALEX_KEY: secret('sources'),
  SEOGO_SOURCE_OPENALEX_DAILY_CENTS: now('sources'),
  SEOGO_SOURCE_SEMANTIC_SCHOLAR_KEY: secret('sources'),
  SEOGO_SOURCE_PUBMED_KEY: secret('sources'),
  SEOGO_JOB_RETENTION_DAYS: now('retention'),
  SEOGO_HISTORY_DAYS: now('retention'),
  SEOGO_TRASH_DAYS: now('retention'),
  SEOGO_SMTP_URL: secret('mail'),
  SEOGO_MAIL_FROM: now('mail'),
  SEOGO_WATCH_MINUTES: now('watching'),
  SEOGO_WATCH_SIGN_IN_FAILURES: now('watching'),
  SEOGO_WATCH_ACCOUNTS: now('watching'),
  SEOGO_WATCH_ACCOUNT_FAILURES: now('watching'),
  SEOGO_WATCH_WRONG_PASSWORDS: now('watching'),
  SEOGO_WATCH_TOKENS: now('watching'),
  SEOGO_WATCH_ENDED_SESSIONS: now('watching'),
  SEOGO_WATCH_PROBES: now('watching'),
  SEOGO_WATCH_EXPORTS: now('watching'),
  SEOGO_WATCH_DELETIONS: now('watching'),
  SEOGO_WATCH_CHALLENGE_POINTS: now('watching'),
  SEOGO_WATCH_LOCK_POINTS: now('watching'),
  SEOGO_WATCH_LOCK_MINUTES: now('watching'),
} as const satisfies Readonly<Record<string, Changeable>>
export type SettingName = keyof typeof changeable
