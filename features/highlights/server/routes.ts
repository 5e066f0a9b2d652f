import { recordAlone } from '#features/audit/server/audit.ts'
import { type Route, route } from '#platform/http/route.ts'
import {
  changeHighlight as changeEndpoint,
  createHighlight as createEndpoint,
  exportHighlights,
  listHighlights as listEndpoint,
  listHighlightTags,
  listOfPaper as listOfPaperEndpoint,
  removeHighlight as removeEndpoint,
  restoreHighlight as restoreEndpoint,
} from '../contract.ts'
import {
  changeHighlight,
  createHighlight,
  listHighlights,
  listOfPaper,
  removeHighlight,
  restoreHighlight,
} from './highlights.ts'
import { selectTagCounts } from './queries.ts'
import { kindOf, openHighlights } from './write-highlights.ts'

export const routes: readonly Route[] = [
  route(listOfPaperEndpoint, ({ params, query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listOfPaper(tx, params.paperId, query)),
  ),
  route(listEndpoint, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listHighlights(tx, query)),
  ),
  route(createEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) =>
      createHighlight(tx, caller.userId, { paperId: params.paperId, ...body }),
    ),
  ),
  route(changeEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) =>
      changeHighlight(tx, caller.userId, { id: params.highlightId, ...body }),
    ),
  ),
  route(removeEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await removeHighlight(tx, caller.userId, { id: params.highlightId, at: house.clock.now() })
      return {}
    }),
  ),
  route(restoreEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => restoreHighlight(tx, caller.userId, params.highlightId)),
  ),
  route(listHighlightTags, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({
      items: await selectTagCounts(tx, query.libraryId),
    })),
  ),
  route(exportHighlights, async ({ query }, { house, caller, note, clientAddress }) => {
    const { format, ...filter } = query
    note({ format })
    const { mediaType, extension } = kindOf(format)
    const stream = await openHighlights(house, caller.userId, { format, filter })
    const trace = { act: 'papers_exported', by: caller.userId, address: clientAddress } as const
    await recordAlone(house, { ...trace, facts: { format, of: 'highlights' } })
    const day = house.clock.now().toISOString().slice(0, 10)
    return { stream, mediaType, fileName: `highlights-${day}.${extension}` }
  }),
]
