import { Problem } from '#contract/problems.ts'
import { recordAlone } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import { type Route, route } from '#platform/http/route.ts'
import {
  addStyle as addStyleEndpoint,
  citePaper as citePaperEndpoint,
  createLink as createLinkEndpoint,
  type ExportFormat,
  exportPapers,
  exportSelected,
  findPaperByKey,
  getKeyFormula,
  getPaperKey,
  listLinks as listLinksEndpoint,
  listStyles as listStylesEndpoint,
  previewKeyFormula,
  removeStyle as removeStyleEndpoint,
  renameLink as renameLinkEndpoint,
  revokeLink as revokeLinkEndpoint,
  setKeyFormula,
  setPaperKey,
} from '../contract.ts'
import { changeFormula, formulaOf, keyOfPaper, paperOfKey, previewFormula, setKey } from './citation-keys.ts'
import { citePaper } from './cite-paper.ts'
import { requireLibrary } from './libraries.ts'
import { createLink, listLinks, renameLink, revokeLink } from './links.ts'
import { addStyle, removeStyle } from './own-styles.ts'
import { listStyles } from './references/styles.ts'
import { kindOf, openExport } from './write-papers.ts'

/** So many papers an address names; a filter gives any number. */
const mostChosen = 200

const exported = { act: 'papers_exported' } as const

function savedAs(house: House, format: ExportFormat): { mediaType: string; fileName: string } {
  const { mediaType, extension } = kindOf(format)
  return { mediaType, fileName: `seogo-${house.clock.now().toISOString().slice(0, 10)}.${extension}` }
}

export const routes: readonly Route[] = [
  route(exportPapers, async ({ query }, { house, caller, note, clientAddress }) => {
    const { format, ids, ascii = false, bom = false, ...list } = query
    if ((ids?.length ?? 0) > mostChosen)
      throw new Problem('too_many_papers', { limit: mostChosen, given: ids?.length })
    const choice = ids === undefined ? { query: list } : { ids }
    note({ format })
    const stream = await openExport(house, caller.userId, { format, options: { ascii, bom }, choice })
    await recordAlone(house, { ...exported, by: caller.userId, address: clientAddress, facts: { format } })
    return { stream, ...savedAs(house, format) }
  }),
  route(exportSelected, async ({ body }, { house, caller, note, clientAddress }) => {
    const { papers, format, ascii = false, bom = false } = body
    const choice =
      'paperIds' in papers
        ? { ids: papers.paperIds }
        : { query: { ...papers.filter, sort: 'added' as const, direction: 'desc' as const } }
    note({ format })
    const stream = await openExport(house, caller.userId, { format, options: { ascii, bom }, choice })
    await recordAlone(house, { ...exported, by: caller.userId, address: clientAddress, facts: { format } })
    return { stream, ...savedAs(house, format) }
  }),
  route(getPaperKey, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => keyOfPaper(tx, params.paperId)),
  ),
  route(findPaperByKey, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await requireLibrary(tx, params.libraryId)
      return paperOfKey(tx, params.libraryId, params.key)
    }),
  ),
  route(setPaperKey, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => setKey(tx, params.paperId, body.key)),
  ),
  route(getKeyFormula, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await requireLibrary(tx, params.libraryId)
      return formulaOf(tx, params.libraryId)
    }),
  ),
  route(setKeyFormula, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => changeFormula(tx, params.libraryId, body)),
  ),
  route(previewKeyFormula, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await requireLibrary(tx, params.libraryId)
      return previewFormula(tx, params.libraryId, body)
    }),
  ),
  route(citePaperEndpoint, ({ params, query }, { house, caller }) =>
    citePaper(house, caller.userId, params.paperId, query.style),
  ),
  route(listStylesEndpoint, ({ query }, { house }) =>
    listStyles(house, { words: query.q, isOwn: query.own }),
  ),
  route(addStyleEndpoint, ({ body }, { house }) => addStyle(house, body.xml)),
  route(removeStyleEndpoint, async ({ params }, { house }) => {
    await removeStyle(house, params.styleId)
    return {}
  }),
  route(listLinksEndpoint, (_request, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listLinks(tx) })),
  ),
  route(createLinkEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => createLink(tx, caller.userId, body)),
  ),
  route(renameLinkEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => renameLink(tx, params.linkId, body.name)),
  ),
  route(revokeLinkEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await revokeLink(tx, params.linkId)
      return {}
    }),
  ),
]
