import { userId as userIdSchema } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import { challengeSessions, lockAccount } from '#features/accounts/server/accounts.ts'
import type { AuditFacts } from '#features/audit/contract.ts'
import { record } from '#features/audit/server/audit.ts'
import { notifyAdministrators } from '#features/notifications/server/notifications.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type SignalKind, signalKind, type WatchAnswer } from '../contract.ts'
import {
  addHit,
  deleteCounters,
  findMeasure,
  findPersonByHash,
  type Hit,
  insertEvent,
  lockSubject,
  putMeasure,
  readCounters,
} from './queries.ts'
import { alarmPoints, type Score, scoreOf, windowMsOf } from './score.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** A network or a person waits a minute first, then twice as long each time, an hour at most. */
const slowMinutesMax = 60

type Alarm = {
  readonly subject: string
  readonly userId: string | undefined
  readonly answer: WatchAnswer
  readonly until: Date | undefined
  readonly strikes: number
}

export type Counting = {
  readonly address: string
  /** Whoever did it is challenged, whatever it comes to. */
  readonly isChallenged?: boolean
}
type Answered = Pick<Alarm, 'answer' | 'until'>

/** A person's alarms escalate: told, waiting, proving who they are, locked. */
function answerToPerson(house: House, score: Score, slowedUntil: Date | undefined): Answered {
  const { SEOGO_WATCH_CHALLENGE_POINTS, SEOGO_WATCH_LOCK_POINTS } = house.config
  if (score.points >= SEOGO_WATCH_LOCK_POINTS) return { answer: 'locked', until: lockedUntil(house) }
  if (score.points >= SEOGO_WATCH_CHALLENGE_POINTS) return { answer: 'challenged', until: slowedUntil }
  return { answer: slowedUntil ? 'slowed' : 'noted', until: slowedUntil }
}

const lockedUntil = ({ clock, config }: House) =>
  new Date(clock.now().getTime() + config.SEOGO_WATCH_LOCK_MINUTES * minuteMs)

function answerTo(house: House, subject: string, score: Score, strikes: number): Answered {
  if (subject.startsWith('account:')) return { answer: 'guarded', until: lockedUntil(house) }
  const minutes = Math.min(2 ** strikes, slowMinutesMax)
  const isHarmful = score.harmfulPoints >= alarmPoints
  const slowedUntil = isHarmful ? new Date(house.clock.now().getTime() + minutes * minuteMs) : undefined
  if (subject.startsWith('person:')) return answerToPerson(house, score, slowedUntil)
  return { answer: slowedUntil ? 'slowed' : 'noted', until: slowedUntil }
}

/** Whether it was told before, and nothing is new. */
function isOldNews({ answer, until }: Alarm, standing: string | undefined): boolean {
  return until === undefined && (standing === answer || (standing === 'challenged' && answer === 'noted'))
}

async function personOf(tx: SystemTx, subject: string): Promise<string | undefined> {
  const [about, name = ''] = subject.split(':')
  if (about === 'person') return name
  return about === 'account' ? (await findPersonByHash(tx, name))?.id : undefined
}

async function tell(tx: SystemTx, { userId, answer, until }: Alarm, eventId: string, { reasons }: Score) {
  const facts = {
    answer,
    kind: reasons[0]?.kind ?? null,
    until: until ? toInstant(until) : null,
  }
  const subject = { kind: 'security' as const, id: eventId, title: null }
  const told = { subject, facts, once: true } as const
  const own =
    userId === undefined
      ? undefined
      : { ...told, userId: userIdSchema.parse(userId), type: 'account_watched' as const }
  await notifyAdministrators(tx, { ...told, type: 'security_alert' }, own)
}

function countsOf({ reasons }: Score): AuditFacts {
  const counts: Partial<Record<SignalKind, number>> = {}
  for (const { kind, count } of reasons) counts[kind] = count
  return counts
}

async function keep(tx: SystemTx, house: House, alarm: Alarm, score: Score, address: string): Promise<void> {
  const { subject, userId, answer, until } = alarm
  const at = house.clock.now()
  const network = subject.startsWith('network:') ? subject.slice('network:'.length) : null
  const eventId = await insertEvent(tx, {
    at,
    subject,
    userId: userId ?? null,
    network,
    score: score.points,
    reasons: score.reasons,
    answer,
    until: until ?? null,
  })
  // What was only told goes on to count, and is not told again for a day.
  const end = until ?? new Date(at.getTime() + dayMs)
  const strikes = alarm.strikes + (until ? 1 : 0)
  await putMeasure(tx, { subject, event_id: eventId, since: at, until: end, strikes })
  if (until) await deleteCounters(tx, subject)
  await record(tx, {
    act: 'suspicion_raised',
    by: null,
    userId: userId ?? null,
    address,
    subject: { kind: 'security_event', id: eventId },
    facts: {
      answer,
      score: score.points,
      ...countsOf(score),
    },
  })
  await tell(tx, alarm, eventId, score)
}

async function countIn(tx: SystemTx, house: House, hits: readonly Hit[], how: Counting) {
  const subject = hits[0]?.subject ?? ''
  const at = house.clock.now()
  const since = (kind: Hit['kind']) => new Date(at.getTime() - windowMsOf(house.config, kind))
  await lockSubject(tx, subject)
  const measure = await findMeasure(tx, subject)
  const standing = measure && measure.until > at ? measure.answer : undefined
  // Who has to wait is answered already.
  if (standing === 'slowed' || standing === 'guarded') return undefined
  for (const each of hits) await addHit(tx, { ...each, at, since: since(each.kind) })
  const counted = await readCounters(tx, subject, {
    usual: since('probes'),
    account: since('account_failures'),
    place: since('new_place'),
  })
  const strikes = measure && at.getTime() - measure.since.getTime() < dayMs ? measure.strikes : 0
  const known = counted.map(({ kind, total, different }) => ({
    kind: signalKind.parse(kind),
    total: Number(total),
    different: Number(different),
  }))
  const score = scoreOf(house.config, known, strikes)
  if (score.points < alarmPoints) return undefined
  const userId = await personOf(tx, subject)
  const answered = answerTo(house, subject, score, strikes)
  const isRaised = how.isChallenged === true && answered.answer === 'noted'
  const alarm: Alarm = { subject, userId, strikes, ...answered, ...(isRaised && { answer: 'challenged' }) }
  if (isOldNews(alarm, standing)) return undefined
  await keep(tx, house, alarm, score, how.address)
  return alarm
}

/** Counts what speaks against one subject, and answers when it is enough. @returns what was answered, if anything */
async function countAgainst(house: House, hits: readonly Hit[], how: Counting): Promise<Alarm | undefined> {
  const alarm = await house.database.asSystem('what looks like an attack is counted', (tx) =>
    countIn(tx, house, hits, how),
  )
  if (alarm?.userId === undefined) return alarm
  const userId = userIdSchema.parse(alarm.userId)
  if (alarm.answer === 'locked' && alarm.until)
    await lockAccount(house, userId, { until: alarm.until, address: how.address })
  if (alarm.answer === 'challenged') await challengeSessions(house, { userId })
  return alarm
}

/** Counts what a request says. @returns the subjects that have to wait from now on */
export async function countHits(house: House, hits: readonly Hit[], how: Counting): Promise<string[]> {
  const alarmed: string[] = []
  for (const subject of new Set(hits.map((each) => each.subject))) {
    const own = hits.filter((each) => each.subject === subject)
    if (await countAgainst(house, own, how)) alarmed.push(subject)
  }
  return alarmed
}
