import { healthPart } from '#contract/health.ts'
import { notifyAdministrators } from '#features/notifications/server/notifications.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import { healthSentences } from '../contract.ts'
import { listStates, putTold, type StateRow } from './queries.ts'

/** What fails for so long is told of; what is over sooner stands in the history only. */
const failingForMs = 20_000
/** A notification is about the house and not about a row. */
const houseSubject = '00000000-0000-7000-8000-000000000000'

/** Tells the administrators of parts that stay failing, and that those they were told of are well again. */
export async function tellFailing(tx: SystemTx, now: Date): Promise<void> {
  for (const row of await listStates(tx)) {
    const isFailing = row.state === 'failing'
    const wasTold = row.told_state === 'failing'
    const isLong = now.getTime() - row.since.getTime() >= failingForMs
    if (isFailing && !wasTold && isLong) await tell(tx, row, 'failing')
    else if (!isFailing && wasTold) await tell(tx, row, 'ok')
  }
}

async function tell(tx: SystemTx, { part }: StateRow, state: 'failing' | 'ok'): Promise<void> {
  await putTold(tx, part, state)
  // Of another version while versions change.
  const named = healthPart.safeParse(part).data
  if (named === undefined) return
  await notifyAdministrators(tx, {
    type: 'health_changed',
    subject: { kind: 'health', id: houseSubject, title: healthSentences.en.parts[named] },
    facts: {
      state: state === 'ok' ? 'healthy' : 'failing',
      part,
      nameKo: healthSentences.ko.parts[named],
    },
  })
}
