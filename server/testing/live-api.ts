import { type UserId, userId } from '#contract/ids.ts'
import { toldSourceOf } from '#features/notifications/server/notifications.ts'
import type { House } from '#platform/house.ts'
import { buildServer } from '#platform/http/server.ts'

/** Who asks is said by this header: live connections are the question, not sessions. */
export const personHeader = 'x-test-person'

/** An API process that only serves `/api/live`, to whom its header names, everybody in the same libraries */
export async function listenLive(house: House, libraries: readonly string[] = []) {
  const app = await buildServer({
    house,
    routes: [],
    protocols: [],
    authenticate: async (headers) => {
      const asks = userId.safeParse(headers.get(personHeader)).data
      return asks && { userId: asks, role: 'member', sessionId: asks }
    },
    librariesOf: async () => libraries,
    told: toldSourceOf(house),
    webFolder: undefined,
  })
  const address = await app.listen({ host: '127.0.0.1', port: 0, backlog: 4_096 })
  await house.bus.ready()
  return { address, app }
}

/** Makes so many people without a password, by their rows. */
export async function addPeople(house: House, count: number): Promise<UserId[]> {
  const { rows } = await house.database.pool('seogo_auth', { max: 1 }).query(
    `insert into auth.users (name, email, claimed_at)
       select 'Person ' || n, gen_random_uuid() || '@example.org', now() from generate_series(1, $1) n returning id`,
    [count],
  )
  return rows.map(({ id }) => userId.parse(id))
}
