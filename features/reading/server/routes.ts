import { type Route, route } from '#platform/http/route.ts'
import { judge, listTags as listTagsEndpoint, tagPaper } from '../contract.ts'
import { judgePaper, listTags, setTags } from './reading.ts'

export const routes: readonly Route[] = [
  route(judge, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => judgePaper(tx, caller.userId, params.paperId, body)),
  ),
  route(listTagsEndpoint, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listTags(tx, query.libraryId) })),
  ),
  route(tagPaper, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({
      items: await setTags(tx, params.paperId, body.names),
    })),
  ),
]
