/** The words on the screens, from the screens' own text files: a journey finds things by what people read. */
import { en as elsewhereEn } from '#features/accounts/web/elsewhere/text.en.ts'
import { ko as elsewhereKo } from '#features/accounts/web/elsewhere/text.ko.ts'
import { en as factorEn } from '#features/accounts/web/factor/text.en.ts'
import { ko as factorKo } from '#features/accounts/web/factor/text.ko.ts'
import { en as librariesEn } from '#features/accounts/web/libraries/text.en.ts'
import { ko as librariesKo } from '#features/accounts/web/libraries/text.ko.ts'
import { en as passkeysEn } from '#features/accounts/web/passkeys/text.en.ts'
import { ko as passkeysKo } from '#features/accounts/web/passkeys/text.ko.ts'
import { en as peopleEn } from '#features/accounts/web/people/text.en.ts'
import { ko as peopleKo } from '#features/accounts/web/people/text.ko.ts'
import { en as accountSecurityEn } from '#features/accounts/web/security/text.en.ts'
import { ko as accountSecurityKo } from '#features/accounts/web/security/text.ko.ts'
import { en as accountsEn } from '#features/accounts/web/text.en.ts'
import { ko as accountsKo } from '#features/accounts/web/text.ko.ts'
import { en as batchesEn } from '#features/analysis/web/batches/text.en.ts'
import { ko as batchesKo } from '#features/analysis/web/batches/text.ko.ts'
import { en as analysisSettingsEn } from '#features/analysis/web/settings/text.en.ts'
import { ko as analysisSettingsKo } from '#features/analysis/web/settings/text.ko.ts'
import { en as analysisEn } from '#features/analysis/web/text.en.ts'
import { ko as analysisKo } from '#features/analysis/web/text.ko.ts'
import { en as auditEn } from '#features/audit/web/text.en.ts'
import { ko as auditKo } from '#features/audit/web/text.ko.ts'
import { en as backupEn } from '#features/backup/web/text.en.ts'
import { ko as backupKo } from '#features/backup/web/text.ko.ts'
import { en as cachingEn } from '#features/caching/web/text.en.ts'
import { ko as cachingKo } from '#features/caching/web/text.ko.ts'
import { en as connectorEn } from '#features/connector/web/text.en.ts'
import { ko as connectorKo } from '#features/connector/web/text.ko.ts'
import { en as duplicatesEn } from '#features/duplicates/web/text.en.ts'
import { ko as duplicatesKo } from '#features/duplicates/web/text.ko.ts'
import { en as exportsEn } from '#features/exports/web/text.en.ts'
import { ko as exportsKo } from '#features/exports/web/text.ko.ts'
import { en as guideEn } from '#features/guide/web/text.en.ts'
import { ko as guideKo } from '#features/guide/web/text.ko.ts'
import { en as healthEn } from '#features/health/web/text.en.ts'
import { ko as healthKo } from '#features/health/web/text.ko.ts'
import { en as highlightsEn } from '#features/highlights/web/text.en.ts'
import { ko as highlightsKo } from '#features/highlights/web/text.ko.ts'
import { en as historyEn } from '#features/history/web/text.en.ts'
import { ko as historyKo } from '#features/history/web/text.ko.ts'
import { en as importsEn } from '#features/imports/web/text.en.ts'
import { ko as importsKo } from '#features/imports/web/text.ko.ts'
import { en as jobsEn } from '#features/jobs/web/text.en.ts'
import { ko as jobsKo } from '#features/jobs/web/text.ko.ts'
import { en as notesEn } from '#features/notes/web/text.en.ts'
import { ko as notesKo } from '#features/notes/web/text.ko.ts'
import { sentencesEn } from '#features/notifications/contract/sentences.en.ts'
import { sentencesKo } from '#features/notifications/contract/sentences.ko.ts'
import { en as notificationsEn } from '#features/notifications/web/text.en.ts'
import { ko as notificationsKo } from '#features/notifications/web/text.ko.ts'
import { en as readerEn } from '#features/papers/web/reader/text.en.ts'
import { ko as readerKo } from '#features/papers/web/reader/text.ko.ts'
import { en as papersEn } from '#features/papers/web/text.en.ts'
import { ko as papersKo } from '#features/papers/web/text.ko.ts'
import { en as trashEn } from '#features/papers/web/trash/text.en.ts'
import { ko as trashKo } from '#features/papers/web/trash/text.ko.ts'
import { en as performanceEn } from '#features/performance/web/text.en.ts'
import { ko as performanceKo } from '#features/performance/web/text.ko.ts'
import { en as readingEn } from '#features/reading/web/text.en.ts'
import { ko as readingKo } from '#features/reading/web/text.ko.ts'
import { en as relatedEn } from '#features/related/web/text.en.ts'
import { ko as relatedKo } from '#features/related/web/text.ko.ts'
import { en as searchEn } from '#features/search/web/text.en.ts'
import { ko as searchKo } from '#features/search/web/text.ko.ts'
import { en as houseSettingsEn } from '#features/settings/web/text.en.ts'
import { ko as houseSettingsKo } from '#features/settings/web/text.ko.ts'
import { en as sourcesEn } from '#features/sources/web/text.en.ts'
import { ko as sourcesKo } from '#features/sources/web/text.ko.ts'
import { en as transfersEn } from '#features/transfers/web/text.en.ts'
import { ko as transfersKo } from '#features/transfers/web/text.ko.ts'
import { en as usageEn } from '#features/usage/web/text.en.ts'
import { ko as usageKo } from '#features/usage/web/text.ko.ts'
import { en as vaultEn } from '#features/vault/web/text.en.ts'
import { ko as vaultKo } from '#features/vault/web/text.ko.ts'
import { en as watchEn } from '#features/watch/web/text.en.ts'
import { ko as watchKo } from '#features/watch/web/text.ko.ts'
import { problemsEn } from '#web/lib/words/problems.en.ts'
import { problemsKo } from '#web/lib/words/problems.ko.ts'
import { en as uiEn } from '#web/lib/words/text.en.ts'
import { ko as uiKo } from '#web/lib/words/text.ko.ts'
import { en as adminEn } from '#web/pages/admin/text.en.ts'
import { ko as adminKo } from '#web/pages/admin/text.ko.ts'
import { en as keptEn } from '#web/pages/kept/text.en.ts'
import { ko as keptKo } from '#web/pages/kept/text.ko.ts'
import { en as libraryEn } from '#web/pages/library/text.en.ts'
import { ko as libraryKo } from '#web/pages/library/text.ko.ts'
import { en as paperPageEn } from '#web/pages/paper/text.en.ts'
import { ko as paperPageKo } from '#web/pages/paper/text.ko.ts'
import { en as settingsEn } from '#web/pages/settings/text.en.ts'
import { ko as settingsKo } from '#web/pages/settings/text.ko.ts'
import { en as shellEn } from '#web/shell/text.en.ts'
import { ko as shellKo } from '#web/shell/text.ko.ts'

const en = {
  accounts: accountsEn,
  admin: adminEn,
  accountSecurity: accountSecurityEn,
  audit: auditEn,
  watch: watchEn,
  analysis: analysisEn,
  analysisSettings: analysisSettingsEn,
  exports: exportsEn,
  backup: backupEn,
  batches: batchesEn,
  caching: cachingEn,
  connector: connectorEn,
  duplicates: duplicatesEn,
  factor: factorEn,
  passkeys: passkeysEn,
  elsewhere: elsewhereEn,
  people: peopleEn,
  health: healthEn,
  highlights: highlightsEn,
  history: historyEn,
  houseSettings: houseSettingsEn,
  imports: importsEn,
  jobs: jobsEn,
  kept: keptEn,
  libraries: librariesEn,
  library: libraryEn,
  notes: notesEn,
  paperPage: paperPageEn,
  papers: papersEn,
  problems: problemsEn,
  reader: readerEn,
  reading: readingEn,
  performance: performanceEn,
  related: relatedEn,
  settings: settingsEn,
  shell: shellEn,
  search: searchEn,
  sources: sourcesEn,
  transfers: transfersEn,
  trash: trashEn,
  guide: guideEn,
  notifications: notificationsEn,
  notificationSentences: sentencesEn,
  usage: usageEn,
  vault: vaultEn,
  ui: uiEn,
}

export type Words = typeof en

const ko: Words = {
  accounts: accountsKo,
  admin: adminKo,
  accountSecurity: accountSecurityKo,
  audit: auditKo,
  watch: watchKo,
  analysis: analysisKo,
  analysisSettings: analysisSettingsKo,
  exports: exportsKo,
  backup: backupKo,
  batches: batchesKo,
  caching: cachingKo,
  connector: connectorKo,
  duplicates: duplicatesKo,
  factor: factorKo,
  passkeys: passkeysKo,
  elsewhere: elsewhereKo,
  people: peopleKo,
  health: healthKo,
  highlights: highlightsKo,
  history: historyKo,
  houseSettings: houseSettingsKo,
  imports: importsKo,
  jobs: jobsKo,
  kept: keptKo,
  libraries: librariesKo,
  library: libraryKo,
  notes: notesKo,
  paperPage: paperPageKo,
  papers: papersKo,
  problems: problemsKo,
  reader: readerKo,
  reading: readingKo,
  performance: performanceKo,
  related: relatedKo,
  settings: settingsKo,
  shell: shellKo,
  search: searchKo,
  sources: sourcesKo,
  transfers: transfersKo,
  trash: trashKo,
  guide: guideKo,
  notifications: notificationsKo,
  notificationSentences: sentencesKo,
  usage: usageKo,
  vault: vaultKo,
  ui: uiKo,
}

export type Language = 'en' | 'ko'

export const wordsIn: Readonly<Record<Language, Words>> = { en, ko }

/** What a browser of that language asks for; Seogo's first screen follows it. */
export const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', ko: 'ko-KR' }
