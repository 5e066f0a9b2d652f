import { Readable } from 'node:stream'
import type { ImportId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import { type Caller, type Route, route } from '#platform/http/route.ts'
import * as endpoints from '../contract.ts'
import { entriesAsCsv } from './entries-csv.ts'
import { receiveFiles } from './receive-files.ts'
import { listReports, readEntries, readReport } from './report.ts'
import { previewUndo, type Turn, turnImport } from './turn-import.ts'

type Context = { readonly house: House; readonly caller: Caller }

const reportOf = (id: ImportId, { house, caller }: Context) =>
  house.database.asUser(caller.userId, (tx) => readReport(tx, id))

async function turned(id: ImportId, turn: Turn, context: Context) {
  await turnImport(context.house, context.caller.userId, id, turn)
  return reportOf(id, context)
}

export const routes: readonly Route[] = [
  route(endpoints.importFiles, async ({ query }, context) => {
    const { house, caller, uploads, note } = context
    const { userId } = caller
    const id = await receiveFiles(house, { userId, libraryId: query.libraryId, files: uploads() })
    note({ importId: id })
    return reportOf(id, context)
  }),
  route(endpoints.importText, async ({ body }, context) => {
    const { house, caller, note } = context
    const files = [{ fileName: endpoints.pastedName, stream: Readable.from([Buffer.from(body.text)]) }]
    const id = await receiveFiles(house, { userId: caller.userId, libraryId: body.libraryId, files })
    note({ importId: id })
    return reportOf(id, context)
  }),
  route(endpoints.getImport, ({ params }, context) => reportOf(params.importId, context)),
  route(endpoints.listImportEntries, ({ params, query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => readEntries(tx, params.importId, query)),
  ),
  route(endpoints.downloadImportEntries, ({ params }, { house, caller }) =>
    entriesAsCsv(house, caller.userId, params.importId),
  ),
  route(endpoints.previewUndo, ({ params }, { house, caller }) =>
    previewUndo(house, caller.userId, params.importId),
  ),
  route(endpoints.undoImport, ({ params }, context) => turned(params.importId, 'undo', context)),
  route(endpoints.redoImport, ({ params }, context) => turned(params.importId, 'redo', context)),
  route(endpoints.listImports, (_request, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listReports(tx, caller.userId)),
  ),
]
