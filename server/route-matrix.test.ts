import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EndpointShape } from '#contract/endpoint.ts'
import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import { may } from '#contract/permissions.ts'
import type { ProblemDetails } from '#contract/problems.ts'
import { changePerson, makeToken, signIn } from '#features/accounts/contract.ts'
import {
  addMember,
  createSharedLibrary,
  lockAccount,
  makeInvitation,
} from '#features/accounts/server/accounts.ts'
import { listRuns, requestAnalysis, requestBatch } from '#features/analysis/contract.ts'
import { makeConnectorToken } from '#features/connector/contract.ts'
import { mergePapers } from '#features/duplicates/contract.ts'
import { createLink } from '#features/exports/contract.ts'
import { createHighlight } from '#features/highlights/contract.ts'
import { listActs } from '#features/history/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { cancelJob, listJobs } from '#features/jobs/contract.ts'
import { createNote } from '#features/notes/contract.ts'
import { addWebhook, announceToPeople, getSettings } from '#features/notifications/contract.ts'
import { getPaper, removePaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import {
  changeTag,
  createCollection,
  createSmartCollection,
  createTag,
  judge,
} from '#features/reading/contract.ts'
import { addIdentifiers } from '#features/sources/contract.ts'
import { saveKey, saveSharedKey } from '#features/vault/contract.ts'
import { features } from './features.ts'
import { madePasskey, usedPasskey } from './testing/authenticator.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { asBrowser, formOf, type Person, pathOf } from './testing/person.ts'
import { browserOfRfc8291 } from './testing/push-receiver.ts'
import { putSource } from './testing/put-source.ts'
import { usageRows } from './testing/usage-rows.ts'

/**
 * Who asks for what is Ann's, in the order of the columns. The library is Ann's and shared: `reader` (by role) and `guest`
 * (a member of the house) were let in to read; `other`, `admin` and `owner` were not, whatever they are to the house.
 */
const columns = ['stranger', 'reader', 'guest', 'ann', 'other', 'admin', 'owner'] as const
type Column = (typeof columns)[number]

type Call = {
  readonly params?: object
  readonly query?: Record<string, string>
  readonly body?: object
  /** The name of a file to send as a form. */
  readonly file?: string
  /** Another session than the person's usual one. */
  readonly cookie?: string
}
type Row = readonly [statuses: string, call: (who: Column) => Call | Promise<Call>]

const plain = () => ({})
const ofPaper = (body?: object) => () => ({ params: { paperId: its.paperId }, ...(body && { body }) })
const ofFile = (more?: object) => () => ({ params: { fileId: its.fileId, ...more } })
const ofCollection = (body: object) => () => ({ params: { collectionId: its.collectionId }, body })
const ofLibrary = (body?: object) => () => ({ params: { libraryId: its.libraryId }, ...(body && { body }) })
const ofHighlight = (body?: object) => () => ({
  params: { highlightId: its.highlightId },
  ...(body && { body }),
})
const ofNote = (body?: object) => () => ({ params: { noteId: its.noteId }, ...(body && { body }) })
const ofJob = () => ({ params: { jobId: its.jobId } })
const ofMany = () => ({
  body: { papers: { paperIds: [its.paperId] }, collectionId: its.collectionId, action: 'file' },
})
const inLibrary = () => ({ query: { libraryId: its.libraryId } })

// biome-ignore format: a table is read down its columns
const matrix: Readonly<Record<string, Row>> = {
  //                           strg read gues ann  othe admi owne
  'accounts.getMe':           ['401  200  200  200  200  200  200', plain],
  'accounts.savePreferences': ['401  200  200  200  200  200  200', () => ({ body: { theme: 'dark' } })],
  'accounts.signIn':          ['200  200  200  200  200  200  200', () => ({ body: credentialsOf(its.people.ann) })],
  'accounts.signOut':         ['401  200  200  200  200  200  200', async (who) => ({ cookie: await newSession(who) })],
  'accounts.readLink':        ['200  200  200  200  200  200  200', async () => ({ body: { token: (await newcomer()).token } })],
  'accounts.useLink':         ['200  200  200  200  200  200  200', async () => ({ body: await newcomer() })],
  // This house sends no mail: mailed-links.test.ts has one that does.
  'accounts.askReset':       ['409  409  409  409  409  409  409', () => ({ body: { email: newEmail() } })],
  'accounts.followLink':     ['410  410  410  410  410  410  410', () => ({ body: { token: crypto.randomUUID() } })],
  'accounts.listPeople':      ['401  403  403  403  403  200  200', plain],
  'accounts.invite':          ['401  403  403  403  403  201  201', () => ({ body: { email: newEmail(), role: 'member' } })],
  'accounts.changePerson':    ['401  403  403  403  403  200  200', () => ({ params: { userId: its.people.reader.userId }, body: { unlock: true } })],
  // Another address than theirs: leaving.test.ts deletes somebody.
  'accounts.deletePerson':    ['401  403  403  403  403  400  400', () => ({ params: { userId: its.people.reader.userId }, body: { typedEmail: 'nobody@example.org' } })],
  'accounts.listSessions':    ['401  200  200  200  200  200  200', plain],
  'accounts.endSession':      ['401  404  404  404  404  404  404', () => ({ params: { sessionId: crypto.randomUUID() } })],
  'accounts.endOtherSessions': ['401  200  200  200  200  200  200', plain],
  'accounts.listTokens':      ['401  200  200  200  200  200  200', plain],
  'accounts.makeToken':       ['401  201  201  201  201  201  201', () => ({ body: { label: 'a script', scope: 'read' } })],
  'accounts.revokeToken':     ['401  404  404  404  404  404  404', () => ({ params: { apiTokenId: crypto.randomUUID() } })],
  'accounts.confirmIdentity': ['401  200  200  200  200  200  200', () => ({ body: { password: 'correct horse battery' } })],
  // What is no password: with the right one, the row's person would have another session than before.
  'accounts.changePassword':  ['401  400  400  400  400  400  400', () => ({ body: { current: 'correct horse battery', next: 'short' } })],
  'accounts.changeEmail':     ['401  200  200  200  200  200  200', (who) => ({ body: { email: who === 'stranger' ? newEmail() : its.people[who].email } })],
  // Another address than their own: leaving.test.ts deletes accounts.
  'accounts.deleteAccount':  ['401  400  400  400  400  400  409', () => ({ body: { typedEmail: 'nobody@example.org' } })],
  'accounts.listPasskeys':    ['401  200  200  200  200  200  200', plain],
  // This house stands at an address of numbers, where no browser makes or uses a passkey: passkeys.test.ts has one with a name.
  'accounts.beginPasskey':    ['401  409  409  409  409  409  409', plain],
  'accounts.addPasskey':      ['401  409  409  409  409  409  409', () => ({ body: { label: 'a key', made: madePasskey } })],
  'accounts.renamePasskey':   ['401  404  404  404  404  404  404', () => ({ params: { passkeyId: crypto.randomUUID() }, body: { label: 'a key' } })],
  'accounts.removePasskey':   ['401  404  404  404  404  404  404', () => ({ params: { passkeyId: crypto.randomUUID() } })],
  'accounts.beginPasskeySignIn': ['409  409  409  409  409  409  409', plain],
  'accounts.signInByPasskey': ['409  409  409  409  409  409  409', () => ({ body: { used: usedPasskey } })],
  'accounts.beginPasskeyProof': ['401  409  409  409  409  409  409', plain],
  'accounts.listWaysIn':      ['200  200  200  200  200  200  200', plain],
  // This house has no issuer: sign-in-elsewhere.test.ts has one.
  'accounts.beginOidc':       ['409  409  409  409  409  409  409', plain],
  'accounts.signInByOidc':    ['409  409  409  409  409  409  409', () => ({ body: { code: 'a', state: 'b' } })],
  'accounts.getOidc':         ['401  200  200  200  200  200  200', plain],
  'accounts.beginOidcLink':   ['401  409  409  409  409  409  409', plain],
  'accounts.linkOidc':        ['401  409  409  409  409  409  409', () => ({ body: { code: 'a', state: 'b' } })],
  'accounts.unlinkOidc':      ['401  409  409  409  409  409  409', plain],
  'accounts.getSecondFactor': ['401  200  200  200  200  200  200', plain],
  'accounts.beginSecondFactor': ['401  200  200  200  200  200  200', plain],
  // What is no code, and nobody has a factor that is on: second-factor.test.ts turns them on and off.
  'accounts.confirmSecondFactor': ['401  400  400  400  400  400  400', () => ({ body: { code: '12345' } })],
  'accounts.demandPasskey':   ['401  404  404  404  404  404  404', plain],
  'accounts.renewRecoveryCodes': ['401  409  409  409  409  409  409', plain],
  'accounts.removeSecondFactor': ['401  409  409  409  409  409  409', () => ({ body: { code: '000000' } })],
  'accounts.listLibraries':   ['401  200  200  200  200  200  200', plain],
  'accounts.createLibrary':   ['401  403  201  201  201  201  201', () => ({ body: { name: 'Another lab' } })],
  'accounts.renameLibrary':   ['401  403  403  200  404  404  404', ofLibrary({ name: 'The lab' })],
  'accounts.deleteLibrary':   ['401  403  404  200  403  404  404', async () => ({ params: { libraryId: await newLibrary() } })],
  'accounts.restoreLibrary':  ['401  403  403  200  404  404  404', ofLibrary()],
  'accounts.listMembers':     ['401  200  200  200  404  404  404', ofLibrary()],
  'accounts.addLibraryMember': ['401  403  404  201  403  404  404', async () => ({ params: { libraryId: await newLibrary() }, body: { email: its.people.guest.email, membership: 'reader' } })],
  'accounts.changeLibraryMember': ['401  403  403  200  404  404  404', () => ({ params: { libraryId: its.libraryId, userId: its.people.guest.userId }, body: { membership: 'reader' } })],
  'accounts.removeLibraryMember': ['401  403  404  200  403  404  404', async () => ({ params: { libraryId: await newLibrary(), userId: its.people.other.userId } })],
  'accounts.transferLibrary': ['401  403  404  200  403  404  404', async () => ({ params: { libraryId: await newLibrary() }, body: { userId: its.people.other.userId } })],
  'accounts.leaveLibrary':    ['401  404  404  409  200  404  404', async () => ({ params: { libraryId: await newLibrary() } })],

  ...usageRows,
  'audit.list':               ['401  403  403  403  403  200  200', plain],
  'audit.listOwn':            ['401  200  200  200  200  200  200', plain],
  'audit.export':             ['401  403  403  403  403  200  200', plain],
  'audit.verify':             ['401  403  403  403  403  200  200', plain],
  'vault.listHolders':        ['401  403  403  403  403  200  200', plain],
  'vault.listKeys':           ['401  403  200  200  200  200  200', plain],
  'vault.saveKey':            ['401  403  201  201  201  201  201', () => ({ body: newProvider() })],
  'vault.changeModel':        ['401  403  404  200  404  404  404', () => ({ params: { keyId: its.keyId }, body: { model: 'other' } })],
  'vault.chooseStandIn':      ['401  403  404  200  404  404  404', () => ({ params: { keyId: its.keyId }, body: { standInId: null } })],
  'vault.saveSharedKey':      ['401  403  403  403  403  201  201', () => ({ body: newProvider() })],
  'vault.changeSharedKey':    ['401  403  403  403  403  200  200', async () => ({ params: { keyId: await newSharedKey() }, body: { model: 'other', standInId: null } })],
  'vault.removeSharedKey':    ['401  403  403  403  403  200  200', async () => ({ params: { keyId: await newSharedKey() } })],
  'vault.removeKey':          ['401  403  404  200  404  404  404', () => ({ params: { keyId: its.keyId } })],
  'jobs.list':               ['401  200  200  200  200  200  200', plain],
  'jobs.get':                ['401  404  404  200  404  200  200', ofJob],
  'jobs.getTimeline':        ['401  404  404  200  404  200  200', ofJob],
  'jobs.cancel':             ['401  403  404  200  404  200  200', ofJob],
  'jobs.retry':              ['401  403  404  200  404  409  409', () => ({ params: { jobId: its.cancelledJobId } })],
  'jobs.setPriority':        ['401  403  404  200  404  200  200', () => ({ ...ofJob(), body: { priority: 'high' } })],
  'jobs.control':            ['401  403  200  200  200  200  200', () => ({ body: { action: 'retry', kind: 'no.such' } })],
  'jobs.listAll':            ['401  403  403  403  403  200  200', plain],
  'jobs.controlAll':         ['401  403  403  403  403  200  200', () => ({ body: { action: 'cancel', kind: 'no.such' } })],
  'jobs.listQueues':         ['401  403  403  403  403  200  200', plain],
  'jobs.setQueue':           ['401  403  403  403  403  200  200', () => ({ params: { queue: 'reading' }, body: { paused: false } })],
  'jobs.listSchedules':      ['401  403  403  403  403  200  200', plain],
  'jobs.runSchedule':        ['401  403  403  403  403  200  200', () => ({ params: { schedule: 'jobs.sweep' } })],
  'jobs.listRefusedEvents':  ['401  403  403  403  403  200  200', plain],
  'jobs.settleRefusedEvent': ['401  403  403  403  403  404  404', () => ({ params: { id: 1 }, body: { action: 'forget' } })],
  'guide.get':                ['401  200  200  200  200  200  200', plain],
  'guide.save':               ['401  200  200  200  200  200  200', () => ({ body: { tried: 'find' } })],
  'notifications.list':       ['401  200  200  200  200  200  200', plain],
  'notifications.listAnnouncements': ['401  403  403  403  403  200  200', plain],
  'notifications.announce':   ['401  403  403  403  403  201  201', () => ({ body: announced })],
  'notifications.takeBackAnnouncement': ['401  403  403  403  403  200  200', async () => ({ params: { announcementId: await newAnnouncement() } })],
  'notifications.delete':     ['401  200  200  200  200  200  200', () => ({ body: { ids: [its.paperId] } })],
  'notifications.getSettings': ['401  200  200  200  200  200  200', plain],
  'notifications.saveSettings': ['401  200  200  200  200  200  200', () => ({ body: { digest: 'off' } })],
  'notifications.addWebhook': ['401  201  201  201  201  201  201', () => ({ body: newHook() })],
  'notifications.addDevice':  ['401  201  201  201  201  201  201', () => ({ body: { label: 'Chrome', subscription: browserOfRfc8291.subscription } })],
  'notifications.removeTarget': ['401  404  404  200  404  404  404', async () => ({ params: { targetId: await newWebhook() } })],
  'notifications.sendTest':   ['401  202  202  202  202  202  202', () => ({ body: { channel: 'app' } })],
  'notifications.markRead':   ['401  200  200  200  200  200  200', () => ({ body: { all: true } })],
  'settings.list':            ['401  403  403  403  403  200  200', plain],
  'settings.put':             ['401  403  403  403  403  200  200', () => ({ params: { name: 'SEOGO_HUE' }, body: { value: '200' } })],
  'settings.reset':           ['401  403  403  403  403  200  200', () => ({ params: { name: 'SEOGO_HUE' } })],
  'settings.getBranding':     ['200  200  200  200  200  200  200', plain],
  'admin.getHome':            ['401  403  403  403  403  200  200', plain],
  'admin.markSeen':           ['401  403  403  403  403  200  200', () => ({ body: { key: 'jobs_failed:a:b', at: null } })],
  'admin.unmarkSeen':         ['401  403  403  403  403  200  200', () => ({ query: { key: 'jobs_failed:a:b' } })],
  'admin.find':               ['401  403  403  403  403  200  200', () => ({ query: { q: 'ann' } })],
  'jobs.listFailedClasses':   ['401  403  403  403  403  200  200', plain],
  'watch.listEvents':         ['401  403  403  403  403  200  200', plain],
  'watch.getSummary':         ['401  403  403  403  403  200  200', plain],
  'watch.listScores':         ['401  403  403  403  403  200  200', plain],
  'watch.release':            ['401  403  403  403  403  404  404', () => ({ params: { securityEventId: crypto.randomUUID() } })],
  'performance.getSeries':    ['401  403  403  403  403  200  200', () => ({ query: { window: '5m' } })],
  'performance.listSubjects': ['401  403  403  403  403  200  200', () => ({ query: { window: '5m', kind: 'statement' } })],
  'performance.listRequests': ['401  403  403  403  403  200  200', () => ({ query: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' } })],
  'performance.getProcesses': ['401  403  403  403  403  200  200', plain],
  'performance.explainStatement': ['401  403  403  403  403  404  404', () => ({ params: { fingerprint: '0123456789abcdef' } })],
  'performance.getDatabaseInsight': ['401  403  403  403  403  200  200', plain],
  'caching.get':              ['401  403  403  403  403  200  200', plain],
  'caching.clear':            ['401  403  403  403  403  200  200', () => ({ body: { pattern: 'none.*' } })],
  'caching.warm':             ['401  403  403  403  403  202  202', plain],
  'performance.listFeatureUse': ['401  403  403  403  403  200  200', plain],
  'performance.saveSettings': ['401  403  403  403  403  200  200', () => ({ body: { featureUse: true } })],
  'health.get':               ['200  200  200  200  200  200  200', plain],
  'health.listChanges':       ['401  403  403  403  403  200  200', plain],
  'health.listAlertRules':    ['401  403  403  403  403  200  200', plain],
  'health.saveAlertRule':     ['401  403  403  403  403  200  200', () => ({ params: { metric: 'disk_percent' }, body: { enabled: true, raiseAt: 90, clearAt: 85, forSeconds: 60 } })],
  'health.listAlerts':        ['401  403  403  403  403  200  200', plain],
  'health.getGameDay':        ['401  403  403  403  403  200  200', plain],
  'health.breakPart':         ['401  403  403  403  403  409  409', () => ({ body: { part: 'files', seconds: 1 } })],
  'health.mendPart':          ['401  403  403  403  403  409  409', () => ({ params: { gameDayBreakId: crypto.randomUUID() } })],
  'backup.list':              ['401  403  403  403  403  200  200', plain],
  'backup.make':              ['401  403  403  403  403  202  202', () => ({ body: { kind: 'incremental', drill: false } })],
  'backup.verify':            ['401  403  403  403  403  404  404', () => ({ params: { backupId: 'none' } })],
  'backup.drill':             ['401  403  403  403  403  404  404', () => ({ params: { backupId: 'none' } })],
  'backup.pin':               ['401  403  403  403  403  404  404', () => ({ params: { backupId: 'none' }, body: { pinned: true } })],
  'backup.remove':            ['401  403  403  403  403  404  404', () => ({ params: { backupId: 'none' } })],
  'backup.compare':           ['401  403  403  403  403  404  404', () => ({ params: { backupId: 'none' } })],
  'backup.restore':           ['401  403  403  403  403  404  404', () => ({ params: { backupId: 'none' }, body: { confirmation: 'none' } })],
  'backup.dropKept':          ['401  403  403  403  403  404  404', () => ({ params: { database: 'none_before_20261126t000000' } })],
  'backup.saveSchedule':      ['401  403  403  403  403  200  200', () => ({ body: { enabled: false, cron: '0 3 * * *', timeZone: 'Asia/Seoul', drill: true, keepLast: 3, keepDaily: 7, keepWeekly: 4, keepMonthly: 6 } })],
  'papers.listStorage':       ['401  403  403  403  403  200  200', plain],
  'papers.list':              ['401  200  200  200  200  200  200', inLibrary],
  'papers.count':             ['401  200  200  200  200  200  200', inLibrary],
  'papers.listIds':           ['401  200  200  200  200  200  200', inLibrary],
  'papers.getPlace':          ['401  200  200  200  200  200  200', ofPaper()],
  'papers.get':               ['401  200  200  200  404  404  404', ofPaper()],
  'papers.correct':           ['401  403  403  200  404  404  404', ofPaper({ year: 2001 })],
  'papers.remove':            ['401  403  403  200  404  404  404', async () => ({ params: { paperId: await newPaper() } })],
  'papers.trashMany':         ['401  403  403  200  404  404  404', async () => ({ body: { papers: { paperIds: [await newPaper()] } } })],
  'papers.restoreMany':       ['401  403  403  200  404  404  404', async () => ({ body: { papers: { paperIds: [await newTrashed()] } } })],
  'papers.listTrash':         ['401  200  200  200  200  200  200', inLibrary],
  'papers.deleteForGood':     ['401  403  403  200  404  404  404', async () => ({ body: { papers: { paperIds: [await newTrashed()] } } })],
  'papers.restore':           ['401  403  403  200  404  404  404', async () => ({ params: { paperId: await newPaper() } })],
  'papers.downloadFile':      ['401  200  200  200  404  404  404', ofFile()],
  'papers.downloadThumbnail': ['401  200  200  200  404  404  404', ofFile()],
  'papers.changeFile':        ['401  403  403  200  404  404  404', () => ({ ...ofFile()(), body: { name: 'a.pdf' } })],
  // Who may: what Ann sends is no PDF. The file itself stays for the other rows: attachments.test.ts removes one.
  'papers.attachFiles':       ['401  403  403  422  404  404  404', () => ({ ...ofPaper()(), file: 'refs.bib' })],
  'papers.removeFile':        ['401  403  404  404  404  404  404', () => ({ params: { fileId: crypto.randomUUID() } })],
  // A file with text of its own needs no OCR.
  'papers.askOcr':            ['401  403  403  409  404  404  404', ofFile()],
  'papers.getPage':           ['401  200  200  200  404  404  404', ofFile({ number: 1 })],
  'papers.listPageSizes':    ['401  200  200  200  404  404  404', ofFile()],
  'papers.listPageTexts':    ['401  200  200  200  404  404  404', ofFile()],
  'papers.getReadingPlace':  ['401  200  200  200  404  404  404', ofFile()],
  'papers.keepReadingPlace': ['401  200  200  200  404  404  404', () => ({ ...ofFile()(), body: { page: 2, share: 0.5 } })],
  'history.list':             ['401  200  200  200  404  404  404', ofPaper()],
  'history.listActs':         ['401  200  200  200  200  200  200', plain],
  'history.undo':             ['401  404  404  200  404  404  404', async () => ({ params: { actId: await newAct() } })],
  'reading.judge':            ['401  200  200  200  404  404  404', ofPaper({ ratingHalves: 7 })],
  'reading.tagMany':          ['401  403  403  200  404  404  404', () => ({ body: { papers: { paperIds: [its.paperId] }, add: ['many'] } })],
  'reading.fileMany':         ['401  403  403  200  404  404  404', ofMany],
  'reading.judgeMany':        ['401  200  200  200  404  404  404', () => ({ body: { papers: { paperIds: [its.paperId] }, status: 'read' } })],
  'reading.listTags':         ['401  200  200  200  200  200  200', inLibrary],
  'reading.tagPaper':         ['401  403  403  200  404  404  404', ofPaper({ names: ['one'] })],
  'reading.createTag':        ['401  403  403  201  404  404  404', () => ({ body: { libraryId: its.libraryId, name: newEmail() } })],
  'reading.changeTag':        ['401  403  403  200  404  404  404', async () => ({ params: { tagId: await newTag() }, body: { colour: 'red' } })],
  'reading.followTag':        ['401  200  200  200  404  404  404', async () => ({ params: { tagId: await newTag() }, body: { follows: true } })],
  'reading.mergeTags':        ['401  403  403  200  404  404  404', async () => ({ body: { tagIds: [await newTag()], intoId: await newTag() } })],
  'reading.removeTags':       ['401  403  403  200  404  404  404', async () => ({ body: { tagIds: [await newTag()] } })],
  'reading.undoTagChange':    ['401  403  404  200  404  404  404', async () => ({ params: { changeId: await newTagChange() } })],
  'reading.listSmartCollections': ['401  200  200  200  200  200  200', plain],
  'reading.countSmartCollections': ['401  200  200  200  200  200  200', plain],
  'reading.createSmartCollection': ['401  403  403  201  404  404  404', () => ({ body: { libraryId: its.libraryId, name: newEmail(), filter: {} } })],
  'reading.changeSmartCollection': ['401  403  403  200  404  404  404', async () => ({ params: { smartCollectionId: await newSmart() }, body: { colour: 'red' } })],
  'reading.followSmartCollection': ['401  200  200  200  404  404  404', async () => ({ params: { smartCollectionId: await newSmart() }, body: { follows: true } })],
  'reading.removeSmartCollection': ['401  403  403  200  404  404  404', async () => ({ params: { smartCollectionId: await newSmart() } })],
  'reading.listCollections':  ['401  200  200  200  200  200  200', inLibrary],
  'reading.createCollection': ['401  403  403  201  404  404  404', () => ({ body: { libraryId: its.libraryId, name: newEmail() } })],
  'reading.changeCollection': ['401  403  403  200  404  404  404', ofCollection({ name: 'renamed' })],
  'reading.removeCollection': ['401  403  403  200  404  404  404', async () => ({ params: { collectionId: await newCollection() } })],
  'reading.fileInCollection': ['401  403  403  200  404  404  404', () => ofCollection({ add: [its.paperId] })()],
  'reading.listPaperCollections': ['401  200  200  200  404  404  404', ofPaper()],
  'notes.list':               ['401  200  200  200  200  200  200', inLibrary],
  'notes.create':             ['401  201  201  201  404  404  404', () => ({ body: { paperId: its.paperId, body: 'of one’s own' } })],
  'notes.get':                ['401  200  200  200  404  404  404', ofNote()],
  'notes.change':             ['401  403  403  200  404  404  404', ofNote({ version: 1, body: 'Read [[nobody1900]].' })],
  'notes.remove':             ['401  403  403  200  404  404  404', async () => ({ params: { noteId: await newNote() } })],
  'notes.restore':            ['401  200  200  200  404  404  404', ofNote()],
  'notes.download':           ['401  200  200  200  404  404  404', ofNote()],
  'notes.listMentions':       ['401  200  200  200  404  404  404', ofPaper()],
  'related.list':             ['401  200  200  200  404  404  404', ofPaper()],
  'search.facets':            ['401  200  200  200  200  200  200', inLibrary],
  'search.suggest':           ['401  200  200  200  200  200  200', () => ({ query: { beginning: 'on' } })],
  'search.byMeaning':         ['401  200  200  200  200  200  200', () => ({ query: { q: 'one' } })],
  'meaning.get':              ['401  200  200  200  200  200  200', plain],
  // Nobody answers there, and whose key it is not may not ask: server/search-by-meaning.test.ts switches it on.
  'meaning.estimate':         ['401  403  404  200  404  404  404', async () => ({ body: await meaningWanted() })],
  'meaning.choose':           ['401  403  404  422  404  404  404', async () => ({ body: await meaningWanted() })],
  'meaning.control':          ['401  403  409  409  409  409  409', () => ({ body: { act: 'start' } })],
  'meaning.remove':           ['401  403  409  409  409  409  409', plain],
  'search.explain':           ['401  200  200  200  200  200  200', () => ({ query: { q: 'one', paperIds: its.paperId } })],
  'exports.papers':           ['401  200  200  200  200  200  200', inLibrary],
  'admin.exportPerson':           ['401  403  403  403  403  200  200', () => ({ params: { userId: its.people.reader.userId } })],
  'exports.selected':         ['401  200  200  200  200  200  200', () => ({ body: { papers: { paperIds: [its.paperId] } } })],
  'exports.getKey':           ['401  200  200  200  404  404  404', ofPaper()],
  'exports.setKey':           ['401  403  403  200  404  404  404', ofPaper({ key: 'kim2024' })],
  // No paper has this key: exports/server/paper-key.test.ts finds one.
  'exports.findByKey':        ['401  404  404  404  404  404  404', () => ({ params: { libraryId: its.libraryId, key: 'nobody1900' } })],
  'exports.getFormula':       ['401  200  200  200  404  404  404', ofLibrary()],
  'exports.setFormula':       ['401  403  403  200  404  404  404', ofLibrary({ formula: 'auth + year', folds: true })],
  'exports.previewFormula':   ['401  200  200  200  404  404  404', ofLibrary({ formula: 'auth + year', folds: true })],
  'exports.cite':             ['401  200  200  200  404  404  404', ofPaper()],
  'exports.listStyles':       ['401  200  200  200  200  200  200', plain],
  'exports.addStyle':         ['401  403  403  403  403  422  422', () => ({ body: { xml: '<style/>' } })],
  'exports.removeStyle':      ['401  403  403  403  403  404  404', () => ({ params: { styleId: 'apa' } })],
  'exports.listLinks':        ['401  200  200  200  200  200  200', plain],
  'exports.createLink':       ['401  201  201  201  404  404  404', () => ({ body: { libraryId: its.libraryId, name: 'thesis' } })],
  'exports.renameLink':       ['401  404  404  200  404  404  404', () => ({ params: { linkId: its.linkId }, body: { name: 'book' } })],
  'exports.revokeLink':       ['401  404  404  200  404  404  404', async () => ({ params: { linkId: await newLink() } })],
  'highlights.listOfPaper':   ['401  200  200  200  404  404  404', ofPaper()],
  'highlights.list':          ['401  200  200  200  200  200  200', inLibrary],
  'highlights.listTags':      ['401  200  200  200  200  200  200', inLibrary],
  'highlights.export':        ['401  200  200  200  200  200  200', inLibrary],
  // Everybody marks for themselves what they may read; Ann's highlight is nobody else's to change.
  'highlights.create':        ['401  201  201  201  404  404  404', () => ofPaper(newHighlight())()],
  'highlights.change':        ['401  404  404  200  404  404  404', ofHighlight({ colour: 'red' })],
  'highlights.restore':       ['401  404  404  200  404  404  404', ofHighlight()],
  'highlights.remove':        ['401  404  404  200  404  404  404', async () => ({ params: { highlightId: await makeHighlight() } })],
  'imports.importFiles':      ['401  403  403  202  404  404  404', () => ({ ...inLibrary(), file: 'refs.bib' })],
  'imports.importText':       ['401  403  403  202  404  404  404', () => ({ body: { text: '@book{k, title={T}}', libraryId: its.libraryId } })],
  'imports.listEntries':      ['401  404  404  200  404  404  404', () => ({ params: { importId: its.importId } })],
  'imports.downloadEntries':  ['401  404  404  200  404  404  404', () => ({ params: { importId: its.importId } })],
  'imports.previewUndo':      ['401  403  404  200  404  404  404', () => ({ params: { importId: its.importId } })],
  'imports.redo':             ['401  403  404  202  404  404  404', () => ({ params: { importId: its.importId } })],
  'imports.undo':             ['401  403  404  202  404  404  404', async () => ({ params: { importId: await newImport() } })],
  'imports.get':              ['401  404  404  200  404  404  404', () => ({ params: { importId: its.importId } })],
  'imports.list':             ['401  200  200  200  200  200  200', plain],
  'sources.listOfPaper':      ['401  200  200  200  404  404  404', ofPaper()],
  'sources.refreshPaper':     ['401  403  403  202  404  404  404', ofPaper()],
  'sources.chooseField':      ['401  403  403  200  404  404  404', () => ({ params: { paperId: its.paperId, field: 'venue' }, body: { source: 'crossref' } })],
  'sources.releaseField':     ['401  403  403  200  404  404  404', () => ({ params: { paperId: its.paperId, field: 'volume' } })],
  'sources.fetchOpenCopy':    ['401  403  403  202  404  404  404', ofPaper()],
  'sources.addIdentifiers':   ['401  403  403  202  404  404  404', () => ({ body: { identifiers: ['10.5555/12345678'], libraryId: its.libraryId } })],
  'sources.getIdentifiers':   ['401  404  404  200  404  404  404', () => ({ params: { batchId: its.batchId } })],
  'sources.getLookUp':        ['401  200  200  200  200  200  200', plain],
  'sources.list':             ['401  403  403  403  403  200  200', plain],
  'sources.switch':           ['401  403  403  403  403  200  200', () => ({ params: { source: 'kci' }, body: { enabled: false } })],
  'sources.test':             ['401  403  403  403  403  200  200', () => ({ params: { source: 'kci' } })],
  'duplicates.list':          ['401  403  200  200  200  200  200', inLibrary],
  'duplicates.compare':       ['401  200  200  200  404  404  404', async () => ({ params: await newPair() })],
  'duplicates.dismiss':       ['401  403  403  200  404  404  404', async () => ({ params: { suggestionId: await newSuggestion() } })],
  'duplicates.reopen':        ['401  403  403  200  404  404  404', async () => ({ params: { suggestionId: await newSuggestion() } })],
  'duplicates.merge':         ['401  403  403  200  404  404  404', async () => ofPair(await newPair())],
  'duplicates.undo':          ['401  403  403  200  404  404  404', async () => ({ params: { mergeId: await newMerge() } })],
  'duplicates.link':          ['401  403  403  200  404  404  404', async () => ofPair(await newPair())],
  'duplicates.unlink':        ['401  403  403  200  404  404  404', ofPaper()],
  'duplicates.ofPaper':       ['401  200  200  200  404  404  404', ofPaper()],
  'transfers.transfer':       ['401  403  403  200  404  404  404', async () => ({ body: { paperIds: [its.paperId], libraryId: its.libraryId, move: true } })],
  'connector.listTokens':     ['401  403  200  200  200  200  200', plain],
  'connector.makeToken':      ['401  403  201  201  201  201  201', () => ({ body: { label: 'a browser' } })],
  'connector.revokeToken':    ['401  403  404  200  404  404  404', () => ({ params: { tokenId: its.tokenId } })],
  'analysis.listProviders':   ['401  200  200  200  200  200  200', plain],
  'analysis.listBreakers':   ['401  403  403  403  403  200  200', plain],
  'analysis.request':         ['401  403  403  202  404  404  404', ofPaper({ choices: ['local'], language: 'en' })],
  'analysis.listRuns':        ['401  200  200  200  404  404  404', ofPaper()],
  'analysis.estimateBatch':   ['401  403  403  200  404  404  404', () => ({ body: { papers: { paperIds: [its.paperId] }, choices: ['local'], language: 'en' } })],
  'analysis.requestBatch':    ['401  403  403  202  404  404  404', () => ({ body: { papers: { paperIds: [its.paperId] }, choices: ['local'], language: 'en' } })],
  'analysis.listBatches':     ['401  200  200  200  200  200  200', plain],
  'analysis.pauseBatch':      ['401  403  404  200  404  404  404', async () => ({ params: { batchId: await newBatch() } })],
  'analysis.resumeBatch':     ['401  403  404  200  404  404  404', async () => ({ params: { batchId: await newBatch() } })],
  'analysis.cancelBatch':     ['401  403  404  200  404  404  404', async () => ({ params: { batchId: await newBatch() } })],
  'analysis.getAutomatic':    ['401  200  200  200  200  200  200', plain],
  'analysis.changeAutomatic': ['401  403  200  200  200  200  200', () => ({ body: { enabled: false, choices: [], language: 'en', papersPerDay: 5 } })],
  'analysis.exportRun':       ['401  200  200  200  404  404  404', () => ({ params: { runId: its.runId } })],
  'analysis.getRun':          ['401  200  200  200  404  404  404', () => ({ params: { runId: its.runId } })],

  // After the analyses: from here on the file waits to be read, and no worker runs.
  'papers.readAgain':         ['401  403  403  202  404  404  404', ofFile()],
}

let seogo: TestHouse
let endpoints: readonly EndpointShape[] = []
/** What the requests name; all of it Ann's. */
let its: Awaited<ReturnType<typeof prepare>>
let made = 0

beforeAll(async () => {
  // The sources are on and nobody is there: what is asked of them here waits as all other work does.
  seogo = await openTestHouse({
    SEOGO_SOURCES: 'on',
    SEOGO_SOURCES_ENRICH: 'off',
    SEOGO_SOURCE_KCI_URL: 'off',
  })
  endpoints = (await Promise.all(features.map((each) => each.routes?.() ?? [])))
    .flat()
    .map(({ endpoint }) => endpoint)
  its = await prepare()
}, 180_000)
afterAll(() => seogo.close())

async function prepare() {
  const people = {
    owner: await seogo.person('Olga'),
    admin: await seogo.person('Adam', 'admin'),
    ann: await seogo.person('Ann'),
    guest: await seogo.person('Gil'),
    reader: await seogo.person('Rhea', 'reader'),
    other: await seogo.person('Otto'),
  }
  const { ann, guest, reader } = people
  const libraryId = await createSharedLibrary(seogo.house, { name: 'The lab', ownerId: ann.userId })
  for (const { userId } of [guest, reader])
    await addMember(seogo.house, { libraryId, userId, membership: 'reader' })

  const bytes = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))
  const report = await ann.upload(importFiles, [{ fileName: 'first-paper.pdf', bytes }], { libraryId })
  const paperId = report.entries[0]?.paperId ?? expect.fail('the example was not taken')
  await seogo.workUntilQuiet()
  const analysed = { params: { paperId }, body: { choices: ['local' as const], language: 'en' as const } }
  const run = await ann.call(requestAnalysis, analysed)
  await seogo.workUntilQuiet()
  expect((await ann.call(listRuns, { params: { paperId } })).items[0]?.state).toBe('finished')

  const { files } = await ann.call(getPaper, { params: { paperId } })
  const { items: jobs } = await ann.call(listJobs, { query: {} })
  // No worker runs from here on: what is asked for now waits.
  const { answers } = await ann.call(requestAnalysis, analysed)
  const cancelledJobId = answers[0]?.jobId ?? expect.fail('the analysis has no job')
  await ann.call(cancelJob, { params: { jobId: cancelledJobId } })
  const { id: keyId } = await ann.call(saveKey, { body: newProvider() })
  const { token } = await ann.call(makeConnectorToken, { body: { label: 'browser' } })
  const tokenId = token.id
  const { id: collectionId } = await ann.call(createCollection, { body: { libraryId, name: 'shelf' } })
  const note = { paperId, body: 'Read [[nobody1900]].', visibility: 'shared' as const }
  const { id: noteId } = await ann.call(createNote, { body: note })
  const { link } = await ann.call(createLink, { body: { libraryId, name: 'thesis' } })
  const linkId = link.id
  const fileId = files[0]?.id ?? expect.fail('the paper has no file')
  const identifiers = { identifiers: ['not an identifier'], libraryId }
  const { id: batchId } = await ann.call(addIdentifiers, { body: identifiers })
  await putSource(seogo.house, { userId: ann.userId, libraryId, paperId })
  const jobId = jobs[0]?.id ?? expect.fail('nothing was done in the background')
  return {
    people,
    libraryId,
    paperId,
    fileId,
    jobId,
    cancelledJobId,
    keyId,
    batchId,
    collectionId,
    linkId,
    noteId,
    tokenId,
    runId: run.id,
    importId: report.id,
    highlightId: (await ann.call(createHighlight, { params: { paperId }, body: highlightIn(fileId) })).id,
  }
}

const highlightIn = (fileId: FileId) => ({
  fileId,
  quote: { exact: 'most Korean nouns have two syllables' },
  colour: 'yellow' as const,
})

const newHighlight = () => highlightIn(its.fileId)

async function makeHighlight(): Promise<string> {
  const call = { params: { paperId: its.paperId }, body: newHighlight() }
  return (await its.people.ann.call(createHighlight, call)).id
}

function newEmail(): string {
  made += 1
  return `person-${made}@example.org`
}

async function meaningWanted() {
  const { id } = await its.people.ann.call(saveKey, { body: newProvider() })
  return { keyId: id, model: 'embed', readsTexts: false }
}

async function newSharedKey(): Promise<string> {
  return (await its.people.owner.call(saveSharedKey, { body: newProvider() })).id
}

function newProvider() {
  made += 1
  const provider = 'openai-compatible' as const
  return { label: `provider ${made}`, provider, baseUrl: 'http://127.0.0.1:9/v1', model: 'm' }
}

/** A library of Ann's that `other` was let into. */
async function newLibrary(): Promise<LibraryId> {
  const { ann, other } = its.people
  const libraryId = await createSharedLibrary(seogo.house, { name: 'Passing', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: other.userId, membership: 'editor' })
  return libraryId
}

async function newPaper(): Promise<PaperId> {
  const { libraryId, people } = its
  made += 1
  const record = { libraryId: libraryId as LibraryId, csl: { type: 'book' as const, title: `Paper ${made}` } }
  const addedBy = people.ann.userId
  return (await seogo.house.database.asUser(addedBy, (tx) => addPaper(tx, { ...record, addedBy }))).paperId
}

async function newTrashed(): Promise<PaperId> {
  const paperId = await newPaper()
  await its.people.ann.call(removePaper, { params: { paperId } })
  return paperId
}

/** A judgement is its doer's alone. */
async function newAct(): Promise<string> {
  const paperId = await newPaper()
  const body = { ratingHalves: 3 }
  await its.people.ann.call(judge, { params: { paperId }, body })
  const { items } = await its.people.ann.call(listActs, { query: { limit: 1 } })
  return items[0]?.id ?? expect.fail('no act')
}

async function newCollection(): Promise<string> {
  made += 1
  const body = { libraryId: its.libraryId as LibraryId, name: `collection ${made}` }
  return (await its.people.ann.call(createCollection, { body })).id
}

async function newNote(): Promise<string> {
  const body = { paperId: its.paperId, visibility: 'shared' as const }
  return (await its.people.ann.call(createNote, { body })).id
}

async function newTag() {
  const body = { libraryId: its.libraryId as LibraryId, name: newEmail() }
  return (await its.people.ann.call(createTag, { body })).id
}

async function newTagChange(): Promise<string> {
  const change = { params: { tagId: await newTag() }, body: { name: newEmail() } }
  return (await its.people.ann.call(changeTag, change)).changeId
}

async function newSmart(): Promise<string> {
  const body = { libraryId: its.libraryId as LibraryId, name: newEmail(), filter: {} }
  return (await its.people.ann.call(createSmartCollection, { body })).id
}

async function newPair() {
  return { paperId: await newPaper(), otherId: await newPaper() }
}

const ofPair = ({ paperId, otherId }: { paperId: PaperId; otherId: PaperId }) => ({
  params: { paperId },
  body: { otherId },
})

async function newMerge(): Promise<string> {
  const { paperId, otherId } = await newPair()
  return (await its.people.ann.call(mergePapers, { params: { paperId }, body: { otherId } })).mergeId
}

async function newSuggestion(): Promise<string> {
  const { paperId, otherId } = await newPair()
  const [paper_id = '', other_id = ''] = [paperId, otherId].toSorted()
  const library_id = its.libraryId
  const row = { library_id, paper_id, other_id, kind: 'duplicate' as const, reasons: '[]', strength: 0.5 }
  const { id } = await seogo.house.database.asSystem('a suggestion for a test', (tx) =>
    tx.insertInto('duplicate_suggestions').values(row).returning('id').executeTakeFirstOrThrow(),
  )
  return id
}

/** Questions of Ann's about a paper, which nobody works on. */
async function newBatch(): Promise<string> {
  const body = { papers: { paperIds: [its.paperId] }, choices: ['local' as const], language: 'en' as const }
  return (await its.people.ann.call(requestBatch, { body })).batchId
}

/** An import of Ann's that has come in whole. */
async function newImport(): Promise<string> {
  const files = [{ fileName: 'nothing.txt', bytes: Buffer.from('no bibliography') }]
  return (await its.people.ann.upload(importFiles, files, { libraryId: its.libraryId })).id
}

async function newLink(): Promise<string> {
  const body = { libraryId: its.libraryId as LibraryId, name: 'passing' }
  return (await its.people.ann.call(createLink, { body })).link.id
}

async function newcomer() {
  const email = newEmail()
  const path = await makeInvitation(seogo.house, { email, role: 'reader' })
  const account = { name: 'Somebody', email, password: 'correct horse battery' }
  return { token: path.split('/').at(-1) ?? '', account }
}

const credentialsOf = ({ email }: Person) => ({ email, password: 'correct horse battery' })

async function newSession(who: Column): Promise<string> {
  if (who === 'stranger') return ''
  const { method, path: url } = signIn
  const answer = await seogo.app.inject({ method, url, payload: credentialsOf(its.people[who]) })
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

const later = { title: 'Later', body: '' }
const forAll = { kind: 'everybody' } as const
const announced = { words: { en: later, ko: later }, audience: forAll, tellAt: '2100-01-01T00:00:00.000Z' }

async function newAnnouncement() {
  return (await its.people.owner.call(announceToPeople, { body: announced })).id
}

const newHook = () => ({ label: 'lab', url: `https://example.org/${crypto.randomUUID()}` })

/** A webhook of Ann's: a person has few. */
async function newWebhook() {
  const [standing] = (await its.people.ann.call(getSettings, {})).targets
  if (standing) return standing.id
  return (await its.people.ann.call(addWebhook, { body: newHook() })).target.id
}

type Asking = { readonly who: Column; readonly method?: 'HEAD'; readonly headers?: Record<string, string> }

/** Sends the row's request as one of the people, as a browser would. */
async function ask(endpoint: EndpointShape, call: Call, { who, method, headers }: Asking) {
  const cookie = call.cookie ?? (who === 'stranger' ? '' : its.people[who].cookie)
  const bytes = Buffer.from('@book{k, title={T}}')
  const form = call.file === undefined ? undefined : formOf([{ fileName: call.file, bytes }])
  const payload = form?.body ?? call.body
  return seogo.app.inject({
    method: method ?? endpoint.method,
    url: pathOf(endpoint, call),
    headers: {
      ...asBrowser(cookie),
      ...(form && { 'content-type': form.type }),
      ...headers,
    },
    ...(payload === undefined ? {} : { payload }),
  })
}

function rowOf({ name }: EndpointShape): Row {
  return matrix[name] ?? expect.fail(`${name} has no row`)
}

test('every endpoint has its row, and every row its endpoint', () => {
  expect(Object.keys(matrix).toSorted()).toEqual(endpoints.map(({ name }) => name).toSorted())
})

test('the description of the API names the same endpoints', async () => {
  const answer = await seogo.app.inject({ method: 'GET', url: '/api/openapi.json' })
  const { paths } = answer.json<{ paths: Record<string, Record<string, { operationId?: string }>> }>()
  const described = Object.values(paths).flatMap((methods) =>
    Object.entries(methods).flatMap(([method, { operationId }]) => (method === 'head' ? [] : [operationId])),
  )
  expect(described.toSorted()).toEqual(Object.keys(matrix).toSorted())
})

describe('each person gets from each endpoint what the table says', () => {
  test.each(Object.keys(matrix))('%s', async (name) => {
    const endpoint = endpoints.find((each) => each.name === name) ?? expect.fail('no such endpoint')
    const [statuses, callFor] = rowOf(endpoint)
    const got: Record<string, string> = {}
    for (const who of columns) {
      const answer = await ask(endpoint, await callFor(who), { who })
      got[who] = String(answer.statusCode)
      if (answer.statusCode === 401) expect(answer.json<ProblemDetails>().code).toBe('not_signed_in')
    }
    expect(got).toEqual(
      Object.fromEntries(statuses.split(/ +/).map((status, index) => [columns[index], status])),
    )
  })
})

test('a HEAD asks for the same permission as its GET', async () => {
  for (const endpoint of endpoints.filter(({ method }) => method === 'GET')) {
    const [statuses, callFor] = rowOf(endpoint)
    for (const [index, status] of statuses.split(/ +/).entries()) {
      const who = columns[index] ?? 'stranger'
      const { statusCode, body } = await ask(endpoint, await callFor(who), { who, method: 'HEAD' })
      const got = { name: endpoint.name, who, statusCode, body }
      expect(got).toEqual({ ...got, statusCode: Number(status), body: '' })
    }
  }
})

test.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['our name on another port', { origin: 'http://seogo.lab:8080' }],
  ['a page without an origin', { origin: 'null' }],
  ['another site, by Fetch Metadata', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site, by Fetch Metadata', { 'sec-fetch-site': 'same-site' }],
])('no state change of any endpoint is taken from %s', async (_, headers: Record<string, string>) => {
  for (const endpoint of endpoints.filter(({ method }) => method !== 'GET')) {
    const call = await rowOf(endpoint)[1]('ann')
    const answer = await ask(endpoint, call, { who: 'ann', headers: { host: 'seogo.lab', ...headers } })
    const got = [endpoint.name, answer.statusCode, answer.json<ProblemDetails>().code]
    expect(got).toEqual([endpoint.name, 403, 'cross_site_request'])
  }
})

test('a path in disguise is refused as the path it is', async () => {
  for (const endpoint of endpoints.filter(({ method }) => method !== 'GET')) {
    const call = await rowOf(endpoint)[1]('ann')
    const disguised = { ...endpoint, path: endpoint.path.replace('/api/', '/%61pi/') as `/api/${string}` }
    const headers = { host: 'seogo.lab', origin: 'https://evil.example' }
    const answer = await ask(disguised, call, { who: 'ann', headers })
    expect([endpoint.name, answer.statusCode]).toEqual([endpoint.name, 403])
  }
})

test('no state change by a session is taken without its CSRF token', async () => {
  for (const endpoint of endpoints.filter(({ method, access }) => method !== 'GET' && access !== 'public')) {
    const call = await rowOf(endpoint)[1]('owner')
    const answer = await ask(endpoint, call, { who: 'owner', headers: { 'x-xsrf-token': 'another' } })
    expect([endpoint.name, answer.json<ProblemDetails>().code]).toEqual([endpoint.name, 'csrf_token_missing'])
  }
})

test('a token that may only read changes nothing, whoever made it', async () => {
  const made = await its.people.owner.call(makeToken, { body: { label: 'reads', scope: 'read' } })
  const headers = { authorization: `Bearer ${made.secret}` }
  for (const endpoint of endpoints.filter(({ method, access }) => method !== 'GET' && access !== 'public')) {
    const answer = await ask(endpoint, await rowOf(endpoint)[1]('owner'), { who: 'owner', headers })
    expect([endpoint.name, answer.json<ProblemDetails>().code]).toEqual([endpoint.name, 'token_scope'])
  }
})

test('a token that may write reaches nothing of those who look after the house, nor any account', async () => {
  const tokenOf = (scope: 'write' | 'admin') =>
    its.people.owner.call(makeToken, { body: { label: `may ${scope}`, scope } })
  const [writes, administers] = [await tokenOf('write'), await tokenOf('admin')]
  let refused = 0
  for (const endpoint of endpoints) {
    const { access, name } = endpoint
    if (access === 'public') continue
    const scopes = [
      ...(may('member', access) ? [] : [writes.secret]),
      ...(access === 'account:write' ? [writes.secret, administers.secret] : []),
    ]
    for (const secret of scopes) {
      const headers = { authorization: `Bearer ${secret}` }
      const answer = await ask(endpoint, await rowOf(endpoint)[1]('owner'), { who: 'owner', headers })
      expect([name, answer.json<ProblemDetails>().code]).toEqual([name, 'token_scope'])
      refused += 1
    }
  }
  expect(refused).toBeGreaterThan(50)
})

test('what is asked four times at once is never a fault of the house', async () => {
  for (const endpoint of endpoints.filter(({ method }) => method !== 'GET')) {
    const [statuses, callFor] = rowOf(endpoint)
    const who = statuses.split(/ +/)[columns.indexOf('ann')]?.startsWith('2') ? 'ann' : 'owner'
    const call = await callFor(who)
    const answers = await Promise.all([1, 2, 3, 4].map(() => ask(endpoint, call, { who })))
    for (const { statusCode } of answers) expect(statusCode, endpoint.name).toBeLessThan(500)
  }
}, 120_000)

test('a locked account gets nothing, by its session or by its token', async () => {
  const locked = await seogo.person('Lena')
  const { secret } = await locked.call(makeToken, { body: { label: 'a script', scope: 'write' } })
  const until = new Date(seogo.clock.now().getTime() + 60 * 60_000)
  await lockAccount(seogo.house, locked.userId, { until })
  for (const endpoint of endpoints.filter(({ access }) => access !== 'public')) {
    const call = await rowOf(endpoint)[1]('other')
    for (const headers of [{}, { authorization: `Bearer ${secret}` }]) {
      const answer = await ask(endpoint, { ...call, cookie: locked.cookie }, { who: 'other', headers })
      expect([endpoint.name, answer.statusCode]).toEqual([endpoint.name, 401])
    }
  }
})

test('somebody who is let in no more gets nothing from any endpoint that asks who they are', async () => {
  const gone = await seogo.person('Gone')
  const change = { params: { userId: gone.userId }, body: { isActive: false } }
  await its.people.owner.call(changePerson, change)
  for (const endpoint of endpoints.filter(({ access }) => access !== 'public')) {
    const call = await rowOf(endpoint)[1]('other')
    const answer = await ask(endpoint, { ...call, cookie: gone.cookie }, { who: 'other' })
    expect([endpoint.name, answer.statusCode]).toEqual([endpoint.name, 401])
  }
})

// The last one: the clock goes on by more than any session lives.
test('a session that is over gets nothing from any endpoint that asks who one is', async () => {
  const late = await seogo.person('Lars')
  const calls = []
  for (const endpoint of endpoints.filter(({ access }) => access !== 'public'))
    calls.push({ endpoint, call: await rowOf(endpoint)[1]('other') })
  seogo.clock.move({ days: 91 })
  for (const { endpoint, call } of calls) {
    const answer = await ask(endpoint, { ...call, cookie: late.cookie }, { who: 'other' })
    expect([endpoint.name, answer.statusCode]).toEqual([endpoint.name, 401])
  }
})
