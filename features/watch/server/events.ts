import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { userId as userIdSchema } from '#contract/ids.ts'
import { fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { changePerson, liftChallenge, listLocked } from '#features/accounts/server/accounts.ts'
import { record } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import { type SecurityEvent, securityEvent } from '../contract.ts'
import { forgetEnd } from './ends.ts'
import { deleteMeasure, type EventRow, findEvent, listEvents } from './queries.ts'

const position = z.tuple([z.uuid()])

type Page = {
  readonly cursor?: string | undefined
  readonly limit: number
  readonly active?: boolean | undefined
}

function toEvent(row: EventRow, locked: ReadonlySet<string>, now: Date): SecurityEvent {
  const stands = row.answer !== 'noted' && row.measured_until !== null && row.measured_until > now
  return securityEvent.parse({
    id: row.id,
    at: toInstant(row.at),
    about: row.subject.split(':')[0],
    person: row.user_id === null ? null : { id: row.user_id, name: row.user_name },
    network: row.network,
    score: row.score,
    reasons: row.reasons,
    answer: row.answer,
    until: row.until && toInstant(row.until),
    isActive: stands && (row.answer !== 'locked' || locked.has(row.user_id ?? '')),
  })
}

/** One page of events, the newest first. @throws Problem bad_request for a cursor that is none */
export async function listEventPage(house: House, { cursor, limit, active }: Page) {
  const [before] = cursor === undefined ? [] : (fromCursor(cursor, position) ?? [])
  if (cursor !== undefined && before === undefined) throw new Problem('bad_request', { field: 'cursor' })
  const now = house.clock.now()
  const asked = { before, limit: limit + 1, activeAt: active ? now : undefined }
  const rows = await house.database.asSystem('an administrator reads security events', (tx) =>
    listEvents(tx, asked),
  )
  const locked = new Set<string>((await listLocked(house)).map(({ id }) => id))
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  const items = page.map((row) => toEvent(row, locked, now))
  return {
    // A lock may have been lifted where people are managed.
    items: active ? items.filter(({ isActive }) => isActive) : items,
    next: last ? toCursor([last.id]) : null,
  }
}

type Releasing = { readonly id: string; readonly by: UserId | null; readonly address?: string }

/** Lifts what an event put in force; a lock with it. @throws Problem event_not_found */
export async function releaseEvent(house: House, { id, by, address }: Releasing): Promise<void> {
  const event = await house.database.asSystem('an administrator lifts what was done', async (tx) => {
    const found = await findEvent(tx, id)
    if (!found) throw new Problem('event_not_found')
    const lifted = await deleteMeasure(tx, id)
    const subject = { kind: 'security_event', id, title: found.network ?? undefined }
    if (lifted) await record(tx, { act: 'suspicion_lifted', by, userId: found.user_id, subject, address })
    return found
  })
  await forgetEnd(house, event.subject)
  if (event.user_id === null) return
  if (event.answer === 'challenged') await liftChallenge(house, userIdSchema.parse(event.user_id))
  if (event.answer !== 'locked') return
  const managed = { userId: userIdSchema.parse(event.user_id), by, ...(address ? { address } : {}) }
  await changePerson(house, managed, { unlock: true })
}
