import type { z } from 'zod'
import { requireConfirmed } from '#features/accounts/server/accounts.ts'
import { record, recordAlone } from '#features/audit/server/audit.ts'
import { announce } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type Route, route } from '#platform/http/route.ts'
import { exportPerson, findAnything, getHome, markSeen, unmarkSeen } from '../contract.ts'
import { type Looker, listAttention } from './attention.ts'
import { readCards } from './cards.ts'
import { findInHouse } from './find.ts'
import { openPersonData } from './person-data.ts'
import { deleteSeen, deleteSeenBefore, putSeen } from './queries.ts'

// Longer than anything that is told here is kept.
const keptMs = 400 * 86_400_000

type Seen = z.output<typeof markSeen.body> & { readonly by: Looker['userId']; readonly address: string }

async function noteSeen(house: House, { key, at, by, address }: Seen): Promise<void> {
  const now = house.clock.now()
  await house.database.asSystem('somebody has seen what needs attention', async (tx) => {
    await deleteSeenBefore(tx, new Date(now.getTime() - keptMs))
    await putSeen(tx, { key, happenedAt: at === null ? null : new Date(at), at: now, by })
    await record(tx, { act: 'attention_seen', by, userId: null, address, facts: { key } })
    announce(tx, { administrators: true }, [{ topic: 'attention' }])
  })
}

export const routes: readonly Route[] = [
  route(getHome, async (_, { house, caller }) => {
    const [items, cards] = await Promise.all([listAttention(house, caller), readCards(house, caller)])
    return { items, cards }
  }),
  route(markSeen, async ({ body }, { house, caller, clientAddress }) => {
    await noteSeen(house, { ...body, by: caller.userId, address: clientAddress })
    return {}
  }),
  route(unmarkSeen, async ({ query }, { house }) => {
    await house.database.asSystem('what was seen is not', async (tx) => {
      await deleteSeen(tx, query.key)
      announce(tx, { administrators: true }, [{ topic: 'attention' }])
    })
    return {}
  }),
  route(exportPerson, async ({ params }, { house, caller, clientAddress }) => {
    await requireConfirmed(house, caller)
    const stream = await openPersonData(house, params.userId)
    const trace = { act: 'person_exported', by: caller.userId, userId: params.userId } as const
    await recordAlone(house, { ...trace, address: clientAddress })
    const day = house.clock.now().toISOString().slice(0, 10)
    return { stream, mediaType: 'application/json', fileName: `seogo-person-${day}.json` }
  }),
  route(findAnything, ({ query }, { house, caller }) => findInHouse(house, caller, query.q)),
]
