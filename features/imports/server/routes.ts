import { type Route, route } from '#platform/http/route.ts'
import { getImport, importFiles, listImports } from '../contract.ts'
import { receiveFiles } from './receive-files.ts'
import { listReports, readReport } from './report.ts'

export const routes: readonly Route[] = [
  route(importFiles, async ({ query }, { house, caller, uploads, note }) => {
    const id = await receiveFiles(house, {
      userId: caller.userId,
      libraryId: query.libraryId,
      files: uploads(),
    })
    note({ importId: id })
    return house.database.asUser(caller.userId, (tx) => readReport(tx, id))
  }),
  route(getImport, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => readReport(tx, params.importId)),
  ),
  route(listImports, (_request, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listReports(tx, caller.userId)),
  ),
]
