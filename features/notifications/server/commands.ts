import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { libraryId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { announceToPeople, channel } from '../contract.ts'
import { makeAnnouncement } from './announcements/announcements.ts'
import { findProgress } from './announcements/queries.ts'
import { listDeliveries } from './delivery-queries.ts'
import { tellTest } from './settings-routes.ts'

/** A moment as people type it, with its offset. */
const typedMoment = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString())

function audienceOf(to: unknown) {
  if (to === 'everybody') return { kind: 'everybody' }
  const library = libraryId.safeParse(to).data
  return library === undefined ? { kind: 'role', role: to } : { kind: 'library', libraryId: library }
}

/** @throws Problem bad_request */
function momentOf(typed: unknown, option: string): string | undefined {
  if (typed === undefined) return undefined
  const moment = typedMoment.safeParse(typed)
  if (!moment.success) throw new Problem('bad_request', { option, example: '2026-12-01T09:00:00Z' })
  return moment.data
}

/** `seogo notify announce --title … --title-ko …` */
export async function announceCommand(context: CommandContext): Promise<number> {
  const { house, options, caller, whileWorking, terminal } = context
  const asked = announceToPeople.body.safeParse({
    words: {
      en: { title: options.title, body: options.body },
      ko: { title: options['title-ko'], body: options['body-ko'] },
    },
    audience: audienceOf(options.to),
    tellAt: momentOf(options.at, '--at'),
    beginsAt: momentOf(options.begins, '--begins') ?? null,
    endsAt: momentOf(options.ends, '--ends') ?? null,
  })
  if (!asked.success) {
    const [fault] = asked.error.issues
    throw new Problem('bad_request', { at: fault?.path.join('.') ?? '', why: fault?.message ?? '' })
  }
  const authorId = await caller()
  const made = await house.database.asSystem('an announcement from the command line', (tx) =>
    makeAnnouncement(tx, { house, authorId }, asked.data),
  )
  const isLater = new Date(made.tellAt) > house.clock.now()
  const told = isLater
    ? undefined
    : await whileWorking(async () => {
        for (;;) {
          const row = await house.database.asSystem('who was told', (tx) => findProgress(tx, made.id))
          if (row === undefined || row.told_at !== null) return row?.told_count ?? 0
          await sleep(50)
        }
      })
  terminal.line(told === undefined ? `People are told at ${made.tellAt}.` : `Told ${told} people.`)
  terminal.result({ ...made, ...(told === undefined ? {} : { toldCount: told }) })
  return 0
}

/** `seogo notify test --channel …` */
export async function testCommand(context: CommandContext): Promise<number> {
  const { house, options, caller, whileWorking, terminal } = context
  const by = channel.safeParse(options.channel)
  if (!by.success) throw new Problem('bad_request', { option: '--channel', one: channel.options.join(', ') })
  const userId = await caller()
  const id = await house.database.asUser(userId, (tx) => tellTest(tx, { house, userId, channel: by.data }))
  const deliveries = await whileWorking(async () => {
    for (;;) {
      const rows = await house.database.asUser(userId, (tx) => listDeliveries(tx, [id]))
      // One that waits has a reason once it was tried.
      if (rows.every(({ state, reason }) => state !== 'queued' || reason !== null)) return rows
      await sleep(50)
    }
  })
  terminal.line('app: stands among the notifications')
  for (const { channel: way, target_label: label, state, reason } of deliveries)
    terminal.line(`${label ?? way}: ${state}${reason === null ? '' : ` (${reason})`}`)
  terminal.result({ id, deliveries: deliveries.map(({ notification_id: _, ...row }) => row) })
  return deliveries.every(({ state }) => state === 'sent' || state === 'delivered') ? 0 : 1
}
