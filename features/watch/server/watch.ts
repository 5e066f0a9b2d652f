import { userId as userIdSchema } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { credentialOf } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import { networkOf } from '#platform/http/network.ts'
import { noWatch, type Watch, type Watched } from '#platform/http/watch.ts'
import { deviceCookie, isKnownDevice } from './known-devices.ts'
import { addHit, findEmail, findEnd, type Hit, rememberArrival, takeCounter } from './queries.ts'
import { countHits } from './raise-alarm.ts'
import { windowMsOf } from './score.ts'
import {
  emailHashOf,
  hashEmail,
  provingEndpoints,
  sensitiveEndpoints,
  signalsOfAct,
  signalsOfRefusal,
  subjects,
} from './signals.ts'

/** How long a process believes that somebody need not wait, unless it hears otherwise. */
const believedMs = 5_000

const keyOf = (subject: string) => `watch.end.${subject}`

function waitUntil(house: House, until: Date): Problem {
  const leftMs = until.getTime() - house.clock.now().getTime()
  return new Problem('too_many_requests', { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1000)) })
}

/** When a subject need not wait any more, by what is in force; remembered for some seconds. */
async function cachedEnd(house: House, subject: string): Promise<Date | undefined> {
  const until = await house.cache.getOrSet<number | null>(
    keyOf(subject),
    async () => {
      const at = house.clock.now()
      const end = await house.database.asSystem('who has to wait', (tx) => findEnd(tx, [subject], at))
      return end?.getTime() ?? null
    },
    { ttlMs: believedMs },
  )
  return until !== null && until > house.clock.now().getTime() ? new Date(until) : undefined
}

/** Has every process ask again. */
export async function forgetEnd(house: House, subject: string): Promise<void> {
  await house.cache.delete(keyOf(subject))
}

async function count(house: House, hits: readonly Hit[], address: string): Promise<void> {
  for (const subject of await countHits(house, hits, address)) await forgetEnd(house, subject)
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

/** Somebody came in: their browser is known from now on, and a session from a new place is marked. */
async function welcome(house: House, request: Watched): Promise<readonly string[]> {
  const { notes, address, headers } = request
  const userId = userIdSchema.safeParse(notes.userId).data
  if (userId === undefined || typeof notes.sessionId !== 'string') return []
  const subject = subjects.session(notes.sessionId)
  const at = house.clock.now()
  const arrival = { userId, network: networkOf(address), at }
  const { email, isNewPlace } = await house.database.asSystem('where a person came from', async (tx) => ({
    email: await findEmail(tx, userId),
    isNewPlace: await rememberArrival(tx, arrival),
  }))
  if (email === undefined) return []
  const hash = hashEmail(email)
  const isKnown = isKnownDevice(house, headers, hash)
  if (isNewPlace && !isKnown) {
    const mark = { subject, kind: 'new_place' as const, about: networkOf(address), at }
    await markSession(house, mark)
  }
  return [deviceCookie(house, headers, hash)]
}

type Mark = {
  readonly subject: string
  readonly kind: 'new_place'
  readonly about: string
  readonly at: Date
}

async function markSession(house: House, { at, ...mark }: Mark): Promise<void> {
  const since = new Date(at.getTime() - windowMsOf(house.config, mark.kind))
  await house.database.asSystem('a session from a new place', (tx) =>
    addHit(tx, { ...mark, weight: 1, at, since }),
  )
}

/** A sensitive act from a session of a new place is its person's to hear of, once. */
async function signalsOfPlace(house: House, { name = '', caller, address }: Watched): Promise<Hit[]> {
  if (!caller || caller.token || !sensitiveEndpoints.has(name)) return []
  const marked = await house.database.asSystem('whether a session is of a new place', (tx) =>
    takeCounter(tx, subjects.session(caller.sessionId), 'new_place'),
  )
  const subject = subjects.person(caller.userId)
  return marked ? [{ subject, kind: 'new_place', about: networkOf(address), weight: 1 }] : []
}

function watching(house: House): Watch {
  return {
    async admit(request) {
      const { name = '', caller } = request
      if (provingEndpoints.has(name)) return await admitProof(house, request)
      const until = caller && (await cachedEnd(house, subjects.person(caller.userId)))
      if (until) throw waitUntil(house, until)
    },
    async refused(request, problem) {
      const hits = signalsOfRefusal(request, problem, credentialOf(house, request.headers))
      if (hits.length === 0) return problem
      try {
        const network = subjects.network(request.address)
        const until = request.caller ? undefined : await cachedEnd(house, network)
        if (until) return waitUntil(house, until)
        await count(house, hits, request.address)
      } catch (error) {
        // What cannot be counted is refused all the same.
        house.log.warn({ err: error }, 'a refusal could not be counted')
      }
      return problem
    },
    async done(request, reply) {
      const { caller, address, notes } = request
      if (notes.sessionId !== undefined) return await welcome(house, request)
      if (!caller) return []
      const hits = [...signalsOfAct(request, caller.userId, reply), ...(await signalsOfPlace(house, request))]
      if (hits.length > 0) await count(house, hits, address)
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
