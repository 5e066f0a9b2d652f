import type { House } from '#platform/house.ts'
import { lookAtParts } from './look.ts'

export { followGameDay } from './game-day/follow.ts'
export { mendAll } from './game-day/game-day.ts'
export { knowHealthChecks, worstOf } from './look.ts'
export { reportHouse, reportParts } from './report.ts'
export { readStandings } from './unwell.ts'
export { watchHouse, watchOnce } from './watch-house.ts'

/** The parts without which nothing can be served that do not work now. None: traffic may come. */
export async function listMissing(house: House): Promise<string[]> {
  const looks = await lookAtParts(house, { isAskedFor: ({ isEssential }) => isEssential === true })
  return looks.filter(({ state }) => state === 'failing').map(({ part }) => part)
}
