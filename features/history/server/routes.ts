import { type Route, route } from '#platform/http/route.ts'
import {
  listActs as listActsEndpoint,
  listHistory as listHistoryEndpoint,
  undoAct as undoActEndpoint,
} from '../contract.ts'
import { listActs, listHistory } from './list-history.ts'
import { undoAct } from './undo-act.ts'

export const routes: readonly Route[] = [
  route(listHistoryEndpoint, ({ params, query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listHistory(tx, params.paperId, query)),
  ),
  route(listActsEndpoint, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listActs(tx, caller.userId, query)),
  ),
  route(undoActEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => undoAct({ house, caller }, tx, params.actId)),
  ),
]
