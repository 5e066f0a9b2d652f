import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import type { Problem } from '#contract/problems.ts'
import { networkOf } from '#platform/http/network.ts'
import type { Watched } from '#platform/http/watch.ts'
import type { Hit } from './queries.ts'

/** Where somebody proves who they are; a network that waits may not go on there. */
export const provingEndpoints: ReadonlySet<string> = new Set([
  'accounts.signIn',
  'accounts.signInByPasskey',
  'accounts.signInByOidc',
  'accounts.readLink',
  'accounts.useLink',
  'accounts.askReset',
  'accounts.followLink',
])

/** What a thief would do first with a session, and what the person should hear of. */
export const sensitiveEndpoints: ReadonlySet<string> = new Set([
  'accounts.makeToken',
  'accounts.addPasskey',
  'accounts.removePasskey',
  'accounts.linkOidc',
  'accounts.unlinkOidc',
  'accounts.changePassword',
  'accounts.changeEmail',
  'accounts.invite',
  'accounts.changePerson',
  'accounts.deletePerson',
  'admin.exportPerson',
  'accounts.deleteAccount',
  'accounts.removeSecondFactor',
  'accounts.renewRecoveryCodes',
  'accounts.demandPasskey',
  'accounts.deleteLibrary',
  'accounts.transferLibrary',
  'audit.export',
  'backup.make',
  'backup.remove',
  'backup.restore',
  'backup.dropKept',
  'backup.saveSchedule',
  'connector.makeToken',
  'exports.createLink',
  'papers.deleteForGood',
  'vault.saveKey',
  'vault.saveSharedKey',
  'vault.changeSharedKey',
  'settings.put',
  'settings.reset',
  'vault.removeKey',
  'vault.removeSharedKey',
])

/**
 * What a challenged session has to prove itself for first. A download is no request that a screen could repeat after a dialog:
 * it is counted, and locks what goes on.
 */
export const challengedEndpoints: ReadonlySet<string> = new Set(
  [...sensitiveEndpoints, 'papers.trashMany'].filter((name) => name !== 'audit.export'),
)

/** How much is taken along by what; a file counts once, however many parts of it are asked for. */
const exportWeights: Readonly<Record<string, number>> = {
  'exports.papers': 25,
  'exports.selected': 25,
  'highlights.export': 25,
  'papers.downloadFile': 1,
  'opds.file': 1,
}

const changed = z.looseObject({ changed: z.int() })
const deleted = z.looseObject({ deleted: z.int() })

/** How many papers are gone by what. */
const deletionCounts: Readonly<Record<string, (reply: unknown) => number>> = {
  'papers.remove': () => 1,
  'papers.trashMany': (reply) => changed.safeParse(reply).data?.changed ?? 0,
  'papers.deleteForGood': (reply) => deleted.safeParse(reply).data?.deleted ?? 0,
}

/** Every endpoint this file names; a test holds them against the house. */
export const namedEndpoints = [
  ...provingEndpoints,
  ...sensitiveEndpoints,
  ...Object.keys(exportWeights),
  ...Object.keys(deletionCounts),
]

const typed = z.looseObject({ email: z.string() })
const withAccount = z.looseObject({ account: typed })

/** The hash of the address somebody typed: what was typed may be a password. */
export function emailHashOf(body: unknown): string | undefined {
  const email = typed.safeParse(body).data?.email ?? withAccount.safeParse(body).data?.account.email
  return email === undefined ? undefined : hashEmail(email)
}

export const hashEmail = (email: string) => createHash('sha256').update(email.toLowerCase()).digest('hex')

export const subjects = {
  network: (address: string) => `network:${networkOf(address)}`,
  person: (userId: string) => `person:${userId}`,
  account: (emailHash: string) => `account:${emailHash}`,
  session: (sessionId: string) => `session:${sessionId}`,
} as const

const hit = (subject: string, kind: Hit['kind'], about = '', weight = 1): Hit => ({
  subject,
  kind,
  about: about.slice(0, 200),
  weight,
})

function wrongPassword({ name = '', caller, address, body }: Watched): Hit[] {
  // Who tries others’ accounts may be signed in to their own.
  if (caller && !provingEndpoints.has(name)) return [hit(subjects.person(caller.userId), 'wrong_passwords')]
  const network = subjects.network(address)
  const account = emailHashOf(body)
  return [
    hit(network, 'sign_in_failures'),
    ...(account
      ? [hit(network, 'accounts_tried', account), hit(subjects.account(account), 'account_failures')]
      : []),
  ]
}

const failedProofs: ReadonlySet<string> = new Set([
  'wrong_credentials',
  'second_factor_wrong',
  'passkey_refused',
  'oidc_refused',
])

/** Refusals that say: this is not yours, or it is not there. */
function isProbe({ params, caller }: Watched, { status, code }: Problem): boolean {
  if (code === 'not_permitted') return caller !== undefined
  return Object.keys(params).length > 0 && (status === 404 || code === 'library_owner_only')
}

/** What a refusal says about who asked. */
export function signalsOfRefusal(
  request: Watched,
  problem: Problem,
  credential: 'token' | 'session' | undefined,
): Hit[] {
  const { name = '', params, caller, address } = request
  const network = subjects.network(address)
  if (failedProofs.has(problem.code)) return wrongPassword(request)
  if (problem.code === 'link_invalid') return [hit(network, 'unknown_tokens')]
  // The token of a protocol stands in its path.
  if (!caller && 'token' in params && (problem.status === 401 || problem.status === 404))
    return [hit(network, 'unknown_tokens')]
  if (problem.code === 'not_signed_in' && credential)
    return [hit(network, credential === 'token' ? 'unknown_tokens' : 'ended_sessions')]
  if (!isProbe(request, problem)) return []
  const subject = caller ? subjects.person(caller.userId) : network
  return [hit(subject, 'probes', `${name} ${Object.values(params).join(' ')}`)]
}

/** What an act that was done says about who did it. */
export function signalsOfAct({ name = '', params }: Watched, userId: UserId, reply: unknown): Hit[] {
  const subject = subjects.person(userId)
  const weight = exportWeights[name]
  if (weight !== undefined) {
    const file = typeof params.fileId === 'string' ? params.fileId : undefined
    return [{ ...hit(subject, 'exports', file, weight), once: file !== undefined }]
  }
  const count = deletionCounts[name]?.(reply) ?? 0
  return count > 0 ? [hit(subject, 'deletions', '', count)] : []
}
