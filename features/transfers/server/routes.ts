import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { transferPapers } from './transfer-papers.ts'

export const routes = [
  route(contract.transferPapers, async ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) =>
      transferPapers(tx, { ...body, userId: caller.userId, at: house.clock.now() }),
    ),
  ),
]
