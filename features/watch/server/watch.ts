import { Problem } from '#contract/problems.ts'
import { credentialOf } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import { noWatch, type Watch, type Watched } from '#platform/http/watch.ts'
import { cachedEnd, forgetEnd } from './ends.ts'
import { isKnownDevice } from './known-devices.ts'
import { passed, signalsOfPlace, welcome } from './places.ts'
import { endChallenge, findEnd, type Hit, takeCounter } from './queries.ts'
import { type Counting, countHits } from './raise-alarm.ts'
import {
  challengedEndpoints,
  emailHashOf,
  provingEndpoints,
  signalsOfAct,
  signalsOfRefusal,
  subjects,
} from './signals.ts'

export { listEventPage } from './events.ts'

function waitUntil(house: House, until: Date): Problem {
  const leftMs = until.getTime() - house.clock.now().getTime()
  return new Problem('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) })
}

async function count(house: House, hits: readonly Hit[], how: Counting): Promise<void> {
  for (const subject of await countHits(house, hits, how)) await forgetEnd(house, subject)
}

/**
 * Signing in: a network that waits may not, and a guarded account opens to nobody, but for a browser that was this
 * person's before. Nothing of it depends on whether the account exists or the password is right.
 */
async function admitProof(house: House, { name, address, body, headers }: Watched): Promise<void> {
  // Whoever guesses at an account must not keep its person from the letter that helps.
  const email = name === 'accounts.askReset' ? undefined : emailHashOf(body)
  if (email !== undefined && isKnownDevice(house, headers, email)) return
  const asked = [subjects.network(address), ...(email === undefined ? [] : [subjects.account(email)])]
  const at = house.clock.now()
  const until = await house.database.asSystem('who has to wait', (tx) => findEnd(tx, asked, at))
  if (until) throw waitUntil(house, until)
}

/** What a challenged person may do while they wait: answer, and leave. */
const answering: ReadonlySet<string> = new Set([
  'accounts.confirmIdentity',
  'accounts.beginPasskeyProof',
  'accounts.getMe',
  'accounts.signOut',
])

/** Sensitive things go on only once a challenged session has proved who it is; that it was tried is the person's to hear of. */
async function admitSensitive(house: House, request: Watched): Promise<void> {
  const { name = '', caller, address } = request
  if (!caller?.challenged || !challengedEndpoints.has(name)) return
  const hits = await signalsOfPlace(house, request)
  if (hits.length > 0) await count(house, hits, { address, isChallenged: true })
  throw new Problem('challenge_needed', { by: caller.challenged })
}

async function admitCaller(house: House, { name = '', caller }: Watched): Promise<void> {
  if (!caller || (caller.challenged && answering.has(name))) return
  const until = await cachedEnd(house, subjects.person(caller.userId))
  if (until) throw waitUntil(house, until)
}

/** Who proved who they are need not wait any more. */
async function endOfChallenge(house: House, request: Watched): Promise<readonly string[]> {
  const { caller } = request
  if (!caller) return []
  const subject = subjects.person(caller.userId)
  await house.database.asSystem('somebody proved who they are', async (tx) => {
    await endChallenge(tx, subject, house.clock.now())
    for (const kind of ['exports', 'deletions'] as const) await takeCounter(tx, subject, kind)
  })
  await forgetEnd(house, subject)
  return await passed(house, request, caller)
}

function watching(house: House): Watch {
  return {
    async admit(request) {
      if (provingEndpoints.has(request.name ?? '')) return await admitProof(house, request)
      await admitSensitive(house, request)
      await admitCaller(house, request)
    },
    async refused(request, problem) {
      const hits = signalsOfRefusal(request, problem, credentialOf(house, request.headers))
      if (hits.length === 0) return problem
      try {
        const network = subjects.network(request.address)
        const until = request.caller ? undefined : await cachedEnd(house, network)
        if (until) return waitUntil(house, until)
        await count(house, hits, { address: request.address })
      } catch (error) {
        // What cannot be counted is refused all the same.
        house.log.warn({ err: error }, 'a refusal could not be counted')
      }
      return problem
    },
    async done(request, reply) {
      const { name, caller, address, notes } = request
      if (notes.sessionId !== undefined) return await welcome(house, request)
      if (!caller) return []
      if (caller.challenged && name === 'accounts.confirmIdentity')
        return await endOfChallenge(house, request)
      const hits = [...signalsOfAct(request, caller.userId, reply), ...(await signalsOfPlace(house, request))]
      if (hits.length > 0) await count(house, hits, { address })
      return []
    },
  }
}

/**
 * What every request of the API passes: it counts what looks like an attack, has networks wait before accounts, and locks
 * an account when its own session misbehaves. What is counted stands in the database, so all processes see the same.
 */
export function openWatch(house: House): Watch {
  return house.config.SEOGO_WATCH === 'on' ? watching(house) : noWatch
}
