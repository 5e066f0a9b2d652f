import { listsKeptForMs, tablesOfLists } from '#features/papers/server/papers.ts'
import { type Route, route } from '#platform/http/route.ts'
import { explain, listFacets, searchByMeaning, suggest } from '../contract.ts'
import { findByMeaning } from './by-meaning.ts'
import { explainMatches } from './explain.ts'
import { readFacets } from './facets.ts'
import { suggestFor } from './suggestions.ts'

export const routes: readonly Route[] = [
  route(
    listFacets,
    ({ query }, { house, caller }) => house.database.asUser(caller.userId, (tx) => readFacets(tx, query)),
    { ttlMs: listsKeptForMs, dependsOn: tablesOfLists, isFirst: true },
  ),
  route(suggest, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => suggestFor(tx, query)),
  ),
  route(explain, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => explainMatches(tx, query)),
  ),
  route(searchByMeaning, ({ query }, { house, caller }) => findByMeaning(house, caller.userId, query)),
]
