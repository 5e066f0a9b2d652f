import { type Route, route } from '#platform/http/route.ts'
import { chooseMeaning, controlMeaning, estimateMeaning, getMeaning, removeMeaning } from '../contract.ts'
import { chooseSource, controlSource, estimate, readMeaning, removeSource } from './source.ts'

export const routes: readonly Route[] = [
  route(getMeaning, (_, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => readMeaning(tx, caller.userId)),
  ),
  route(estimateMeaning, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => estimate(tx, caller.userId, body)),
  ),
  route(chooseMeaning, ({ body }, { house, caller }) => chooseSource(house, caller.userId, body)),
  route(controlMeaning, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => controlSource(tx, caller.userId, body)),
  ),
  route(removeMeaning, async (_, { house, caller }) => {
    await house.database.asUser(caller.userId, (tx) => removeSource(tx, caller.userId))
    return {}
  }),
]
