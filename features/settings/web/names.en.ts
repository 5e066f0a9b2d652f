import type { SettingName } from '../contract.ts'

type NameWords = { readonly label: string; readonly help: string }

/** What each setting is called, and what it does. */
export const namesEn: Readonly<Record<SettingName, NameWords>> = {
  SEOGO_NAME: {
    label: 'Name',
    help: 'What this installation is called on its screens, the sign-in page and the browser’s tab.',
  },
  SEOGO_HUE: {
    label: 'Hue of the colour',
    help: 'In degrees: 30 is orange, 150 green, 263 blue, 300 purple. Lightness and contrast stay as they are.',
  },
  SEOGO_TIME_ZONE: {
    label: 'Time zone',
    help: 'Where days turn for the house, and for people who have not said where they live.',
  },
  SEOGO_OIDC_SIGN_UP: {
    label: 'Who may join without an invitation',
    help: 'Domains of e-mail addresses, separated by commas, whose people may join by the sign-in elsewhere.',
  },
  SEOGO_OIDC_LINK_BY_MAIL: {
    label: 'Link accounts elsewhere by address',
    help: 'An account opens to the account elsewhere with the same confirmed address. Only for a service that confirms every address.',
  },
  SEOGO_CONFIRM_MINUTES: {
    label: 'Minutes until the password is asked again',
    help: 'For so long after a sign-in, sensitive acts do not ask for the password again.',
  },
  SEOGO_SESSION_IDLE_HOURS: {
    label: 'Hours until an unused session ends',
    help: 'A session that is not used for so long ends.',
  },
  SEOGO_SESSION_MAX_DAYS: {
    label: 'Days until every session ends',
    help: 'However much it is used, a session ends after so long.',
  },
  SEOGO_ADMINS_NEED_SECOND_FACTOR: {
    label: 'Administrators need a second factor',
    help: 'Owner and administrators are members until their sign-in has a second factor.',
  },
  SEOGO_UPLOAD_MAX_BYTES: {
    label: 'Largest file, in bytes',
    help: 'A larger one is not taken in.',
  },
  SEOGO_RATE_PERSON: {
    label: 'Requests a minute of one person',
    help: 'In all their browsers together; 0: as many as they like.',
  },
  SEOGO_RATE_TOKEN: {
    label: 'Requests a minute with one access token',
    help: 'For programs; 0: as many as they like.',
  },
  SEOGO_RATE_NETWORK: {
    label: 'Requests a minute of strangers from one network',
    help: 'By whoever is not signed in; 0: as many as they like.',
  },
  SEOGO_PROVIDER_TIMEOUT_SECONDS: {
    label: 'Seconds a provider may take',
    help: 'What takes longer is broken off and tried again.',
  },
  SEOGO_PROVIDER_FAILURES: {
    label: 'Failures until a provider is left alone',
    help: 'After so many in a row a model of a provider is left alone for a while, by all workers.',
  },
  SEOGO_PROVIDER_PAUSE_SECONDS: {
    label: 'Seconds it is left alone at first',
    help: 'Twice as long each time it fails again, five minutes at most.',
  },
  SEOGO_JOB_PATIENCE_HOURS: {
    label: 'Hours a job waits for a provider',
    help: 'Of one that keeps asking to wait; after that the job fails.',
  },
  SEOGO_ANALYSIS_CONCURRENCY: {
    label: 'Questions at the same time',
    help: 'To providers, by one worker.',
  },
  SEOGO_OCR: {
    label: 'Read scans',
    help: 'Automatically when Tesseract is installed, or only when somebody asks for it.',
  },
  SEOGO_OCR_LANGUAGES: {
    label: 'Languages of scans',
    help: 'As Tesseract names them, joined by +. Those that are not installed are left out.',
  },
  SEOGO_OCR_MAX_PAGES: {
    label: 'Pages of a scan that are read',
    help: 'The ones after them stay pictures.',
  },
  SEOGO_READING_CONCURRENCY: {
    label: 'PDFs read at the same time',
    help: 'By one worker.',
  },
  SEOGO_OCR_CONCURRENCY: {
    label: 'Scans read at the same time',
    help: 'By one worker; each keeps a core busy.',
  },
  SEOGO_SOURCES: {
    label: 'Ask metadata sources',
    help: 'Off: nothing is asked on the Internet about papers.',
  },
  SEOGO_SOURCES_ENRICH: {
    label: 'Look new papers up',
    help: 'All, only those with an identifier (no title leaves the house), or none.',
  },
  SEOGO_SOURCES_EMAIL: {
    label: 'Address for the sources',
    help: 'Sent to Crossref, PubMed and Unpaywall, as they ask for; without it Unpaywall is not asked.',
  },
  SEOGO_SOURCE_OPENALEX_KEY: {
    label: 'Key of OpenAlex',
    help: 'Without it OpenAlex is not asked.',
  },
  SEOGO_SOURCE_OPENALEX_DAILY_CENTS: {
    label: 'US cents a day at OpenAlex',
    help: 'No more is spent there; a free key is worth 100.',
  },
  SEOGO_SOURCE_SEMANTIC_SCHOLAR_KEY: {
    label: 'Key of Semantic Scholar',
    help: 'Without it Semantic Scholar is not asked.',
  },
  SEOGO_SOURCE_PUBMED_KEY: {
    label: 'Key of PubMed',
    help: 'Ten requests a second instead of three.',
  },
  SEOGO_JOB_RETENTION_DAYS: {
    label: 'Days ended jobs are kept',
    help: 'With their attempts; housekeeping nobody asked for is kept a day.',
  },
  SEOGO_HISTORY_DAYS: {
    label: 'Days changes can be undone',
    help: 'How long it is kept who changed what.',
  },
  SEOGO_TRASH_DAYS: {
    label: 'Days papers stay in the trash',
    help: 'After that they are deleted for good.',
  },
  SEOGO_SMTP_URL: {
    label: 'Mail server',
    help: 'Such as smtps://user:password@mail.example.org. Without one no mail is sent.',
  },
  SEOGO_MAIL_FROM: {
    label: 'Sender of mail',
    help: 'As an address or with a name: Seogo <seogo@example.org>.',
  },
  SEOGO_WATCH_MINUTES: {
    label: 'Minutes in which is counted',
    help: 'Suspicious acts within this window count together.',
  },
  SEOGO_WATCH_SIGN_IN_FAILURES: {
    label: 'Failed sign-ins from one network',
    help: 'At so many an alarm is raised.',
  },
  SEOGO_WATCH_ACCOUNTS: {
    label: 'Accounts tried from one network',
    help: 'Without success; at so many an alarm is raised.',
  },
  SEOGO_WATCH_ACCOUNT_FAILURES: {
    label: 'Failed sign-ins to one account',
    help: 'From wherever; at so many an alarm is raised.',
  },
  SEOGO_WATCH_WRONG_PASSWORDS: {
    label: 'Wrong passwords in a session',
    help: 'Of somebody who is signed in; at so many an alarm is raised.',
  },
  SEOGO_WATCH_TOKENS: {
    label: 'Unknown tokens and links from one network',
    help: 'At so many an alarm is raised.',
  },
  SEOGO_WATCH_ENDED_SESSIONS: {
    label: 'Requests with ended sessions from one network',
    help: 'At so many an alarm is raised.',
  },
  SEOGO_WATCH_PROBES: {
    label: 'Asking for what is not theirs',
    help: 'Or is not there; at so many an alarm is raised.',
  },
  SEOGO_WATCH_EXPORTS: {
    label: 'Files and papers taken out by one person',
    help: 'An export of a list counts 25; at so many an alarm is raised.',
  },
  SEOGO_WATCH_DELETIONS: {
    label: 'Papers deleted by one person',
    help: 'At so many an alarm is raised.',
  },
  SEOGO_WATCH_CHALLENGE_POINTS: {
    label: 'Points until a proof is asked for',
    help: 'An alarm is 100 points; at so many a person has to prove who they are.',
  },
  SEOGO_WATCH_LOCK_POINTS: {
    label: 'Points until an account is locked',
    help: 'At so many its sessions end as well.',
  },
  SEOGO_WATCH_LOCK_MINUTES: {
    label: 'Minutes an account stays locked',
    help: 'Then it is open again by itself.',
  },
}
