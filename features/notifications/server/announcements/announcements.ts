import type { z } from 'zod'
import { announcementId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { isLibrary, listPeopleOf } from '#features/accounts/server/accounts.ts'
import { idsPerMessage } from '#platform/bus/bus.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { JobContext } from '#platform/queue/job.ts'
import {
  type Announcement,
  announcement,
  announcementWords,
  type announceToPeople,
  audience,
} from '../../contract/announcements.ts'
import { tellAnnouncementJob } from '../jobs.ts'
import { notifyEach } from '../notifications.ts'
import {
  deleteAnnouncement,
  deleteTold,
  insertAnnouncement,
  listAnnouncementRows,
  lockUntold,
  noteTold,
} from './queries.ts'

const mostListed = 50
/** People told in one transaction: it holds a row of each. */
const toldAtOnce = 100

type Row = Awaited<ReturnType<typeof listAnnouncementRows>>[number]

function toAnnouncement(row: Row): Announcement {
  return announcement.parse({
    id: row.id,
    words: row.words,
    audience: row.audience,
    tellAt: toInstant(row.tell_at),
    beginsAt: row.begins_at && toInstant(row.begins_at),
    endsAt: row.ends_at && toInstant(row.ends_at),
    toldAt: row.told_at && toInstant(row.told_at),
    toldCount: row.told_count,
    readCount: row.read_count,
    deliveries: { queued: row.queued, sent: row.sent, failed: row.failed },
  })
}

/** The newest announcements with whom they reached. */
export async function listOfAnnouncements(tx: SystemTx): Promise<Announcement[]> {
  return (await listAnnouncementRows(tx, { limit: mostListed })).map(toAnnouncement)
}

type Wanted = z.output<typeof announceToPeople.body>

/**
 * Writes an announcement down; whoever it is for is told by a job, at once or when its time comes.
 * @throws Problem library_not_found | announcement_times
 */
export async function makeAnnouncement(
  tx: SystemTx,
  { house, authorId }: { readonly house: House; readonly authorId: UserId },
  wanted: Wanted,
): Promise<Announcement> {
  const now = house.clock.now()
  const at = (time: string | null | undefined) => (time ? new Date(time) : null)
  const [tellAt, beginsAt, endsAt] = [at(wanted.tellAt) ?? now, at(wanted.beginsAt), at(wanted.endsAt)]
  const isOver = endsAt !== null && (endsAt <= now || endsAt <= tellAt)
  if (isOver || (beginsAt !== null && endsAt !== null && endsAt <= beginsAt))
    throw new Problem('announcement_times')
  if (wanted.audience.kind === 'library' && !(await isLibrary(tx, wanted.audience.libraryId)))
    throw new Problem('library_not_found')
  const id = await insertAnnouncement(tx, {
    authorId,
    words: JSON.stringify(wanted.words),
    audience: JSON.stringify(wanted.audience),
    tellAt,
    beginsAt,
    endsAt,
  })
  if (tellAt <= now) await askToTell(tx, id)
  const [row] = await listAnnouncementRows(tx, { limit: 1, id })
  if (row === undefined) throw new Error('what was just written is there')
  return toAnnouncement(row)
}

/** One job an announcement, however often it is found due. */
export async function askToTell(tx: SystemTx, id: string): Promise<void> {
  const payload = { announcementId: announcementId.parse(id) }
  await enqueue(tx, tellAnnouncementJob, payload, { key: id, internal: true })
}

/** @throws Problem announcement_not_found */
export async function takeBack(tx: SystemTx, id: string): Promise<void> {
  if (!(await deleteAnnouncement(tx, id))) throw new Problem('announcement_not_found')
  const told = await deleteTold(tx, id)
  for (let from = 0; from < told.length; from += idsPerMessage)
    announce(tx, { userIds: told.slice(from, from + idsPerMessage) }, [{ topic: 'notifications' }])
}

/** Tells the next people. @returns whether there may be more */
async function tellSome(tx: SystemTx, id: string, now: Date): Promise<boolean> {
  const row = await lockUntold(tx, id)
  if (row === undefined) return false
  const people = await listPeopleOf(tx, audience.parse(row.audience), {
    after: row.told_up_to,
    limit: toldAtOnce,
  })
  const { en, ko } = announcementWords.parse(row.words)
  const facts = {
    titleEn: en.title,
    bodyEn: en.body,
    titleKo: ko.title,
    bodyKo: ko.body,
    beginsAt: row.begins_at && toInstant(row.begins_at),
    endsAt: row.ends_at && toInstant(row.ends_at),
  }
  const subject = { kind: 'announcement' as const, id, title: null }
  await notifyEach(
    tx,
    people.map((userId) => ({ userId, type: 'announcement' as const, subject, facts })),
  )
  const isLast = people.length < toldAtOnce
  await noteTold(tx, id, { upTo: people.at(-1), count: people.length, endedAt: isLast ? now : null })
  return !isLast
}

/** Tells everybody an announcement is for; a repeat goes on where it was broken off. */
export async function tellAnnouncement(
  payload: z.output<typeof tellAnnouncementJob.payload>,
  { house, asSystem, signal }: JobContext,
): Promise<void> {
  const next = () =>
    asSystem('people are told what is announced', (tx) =>
      tellSome(tx, payload.announcementId, house.clock.now()),
    )
  while (await next()) signal.throwIfAborted()
}
