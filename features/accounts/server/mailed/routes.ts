import { route } from '#platform/http/route.ts'
import * as contract from '../../contract/links.ts'
import { clientOf } from '../enter.ts'
import { askReset } from './ask.ts'
import { followLink } from './follow.ts'

/** What goes by letter. */
export const mailedRoutes = [
  route(contract.askReset, async ({ body }, context) => {
    await askReset(context.house, { ...body, client: clientOf(context) })
    return {}
  }),
  route(contract.followLink, async ({ body }, context) => ({
    done: await followLink(context.house, { ...body, client: clientOf(context) }),
  })),
]
