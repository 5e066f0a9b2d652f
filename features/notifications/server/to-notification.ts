import { toInstant } from '#contract/time.ts'
import { type Notification, notification } from '../contract.ts'

type Row = {
  readonly id: string
  readonly type: string
  readonly subject_kind: string | null
  readonly subject_id: string | null
  readonly subject_title: string | null
  readonly facts: unknown
  readonly created_at: Date
  readonly read_at: Date | null
}

type DeliveryRow = {
  readonly channel: string
  readonly target_label: string | null
  readonly state: string
  readonly reason: string | null
  readonly due_at: Date | null
}

export function toNotification(row: Row, deliveries: readonly DeliveryRow[]): Notification {
  return notification.parse({
    id: row.id,
    type: row.type,
    subject:
      row.subject_id === null
        ? null
        : { kind: row.subject_kind, id: row.subject_id, title: row.subject_title },
    facts: row.facts,
    createdAt: toInstant(row.created_at),
    readAt: row.read_at && toInstant(row.read_at),
    deliveries: deliveries.map((each) => ({
      channel: each.channel,
      label: each.target_label,
      state: each.state,
      reason: each.reason,
      dueAt: each.state === 'queued' && each.due_at ? toInstant(each.due_at) : null,
    })),
  })
}
