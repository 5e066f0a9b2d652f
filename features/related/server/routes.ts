import { type Route, route } from '#platform/http/route.ts'
import { listRelated as listRelatedEndpoint } from '../contract.ts'
import { listRelated } from './related.ts'

export const routes: readonly Route[] = [
  route(listRelatedEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listRelated(tx, params.paperId)),
  ),
]
