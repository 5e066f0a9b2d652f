import { randomUUID } from 'node:crypto'
import type { UserId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import type { House } from '#platform/house.ts'
import { keptAnswer, makerOf, namespaceOf } from './cached-answer.ts'
import type { LibrariesOf } from './live-socket.ts'
import type { Route } from './route.ts'

type Warming = { readonly house: House; readonly routes: readonly Route[]; readonly librariesOf: LibrariesOf }

/**
 * Makes the answers with which the screens of these people begin, one after the other, so that nobody waits for them. What
 * cannot be made is made when it is asked for. @returns how many there are
 */
export async function warmAnswers(
  { house, routes, librariesOf }: Warming,
  people: readonly { readonly userId: UserId; readonly role: Role }[],
): Promise<number> {
  let made = 0
  for (const { userId, role } of people)
    for (const route of routes) {
      const namespace = namespaceOf(route)
      if (namespace === undefined || route.kept?.isFirst !== true) continue
      const query = route.endpoint.query?.parse({})
      const parsed = { params: {}, query, body: undefined } as Parameters<Route['handle']>[0]
      const caller = { userId, role, sessionId: '' }
      const context = {
        house,
        caller,
        headers: new Headers(),
        clientAddress: '',
        requestId: randomUUID(),
        uploads: async function* () {},
        setCookie: () => undefined,
        note: () => undefined,
      }
      try {
        await keptAnswer({ house, librariesOf }, { route, namespace, caller, parsed }, async () =>
          makerOf(route)(await route.handle(parsed, context)),
        )
        made += 1
      } catch (error) {
        house.log.debug({ err: error, route: namespace.name }, 'an answer could not be made ahead')
      }
    }
  return made
}
