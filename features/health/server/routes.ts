import { type Route, route } from '#platform/http/route.ts'
import { getHealth } from '../contract.ts'
import { checkHouse } from './health.ts'

export const routes: readonly Route[] = [route(getHealth, (_, { house }) => checkHouse(house))]
