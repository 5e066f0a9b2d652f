import { paperId, type UserId } from '#contract/ids.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { findGuide, findTraces, upsertGuide } from './queries.ts'

async function readGuide(tx: UserTx, userId: UserId): Promise<contract.Guide> {
  const own = await findGuide(tx, userId)
  // Who wants no guide is not looked after.
  if (own !== undefined && own.dismissed_at !== null) return { isDismissed: true, done: [], paperId: null }
  const traces = await findTraces(tx, userId)
  const isDone: Readonly<Record<contract.GuideStep, boolean>> = {
    add: traces.added,
    read: traces.paper_id !== null,
    ask: traces.asked,
    claim: own !== undefined && own.claim_opened_at !== null,
    judge: traces.rated && traces.tagged,
    find: own !== undefined && own.searched_at !== null,
  }
  return {
    isDismissed: false,
    done: contract.guideStep.options.filter((step) => isDone[step]),
    paperId: paperId.nullable().parse(traces.paper_id),
  }
}

const getRoute = route(contract.getGuide, (_request, { house, caller }) =>
  house.database.asUser(caller.userId, (tx) => readGuide(tx, caller.userId)),
)

const saveRoute = route(contract.saveGuide, ({ body }, { house, caller }) => {
  const now = house.clock.now()
  const { tried, isDismissed } = body
  return house.database.asUser(caller.userId, async (tx) => {
    await upsertGuide(tx, caller.userId, {
      ...(tried === 'claim' ? { claim_opened_at: now } : {}),
      ...(tried === 'find' ? { searched_at: now } : {}),
      ...(isDismissed === undefined ? {} : { dismissed_at: isDismissed ? now : null }),
    })
    // The person's other tabs tick it too.
    announce(tx, { userIds: [caller.userId] }, [{ topic: 'account' }])
    return await readGuide(tx, caller.userId)
  })
})

export const routes = [getRoute, saveRoute]
