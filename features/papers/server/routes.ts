import { z } from 'zod'
import { type LibraryId, userId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { type Route, route } from '#platform/http/route.ts'
import {
  askOcr as askOcrEndpoint,
  attachFiles,
  changeFile as changeFileEndpoint,
  correctPaper as correctPaperEndpoint,
  countPapers as countPapersEndpoint,
  deleteForGood as deleteForGoodEndpoint,
  downloadFile,
  downloadThumbnail,
  getPage,
  getPaper,
  getPlace,
  getReadingPlace,
  keepReadingPlace,
  listPageSizes,
  listPageTexts,
  listPaperIds as listPaperIdsEndpoint,
  listPapers as listPapersEndpoint,
  listStorage,
  listTrash as listTrashEndpoint,
  readAgain as readAgainEndpoint,
  removeFile as removeFileEndpoint,
  removePaper as removePaperEndpoint,
  restoreMany as restoreManyEndpoint,
  restorePaper as restorePaperEndpoint,
  textBox,
  trashMany as trashManyEndpoint,
} from '../contract.ts'
import { correctPaper } from './correct-paper.ts'
import { deleteForGood } from './delete-for-good.ts'
import { listsKeptForMs, tablesOfLists } from './kept-answers.ts'
import { countList, listIds, listPapers, placeOf } from './list-papers.ts'
import { listTrash } from './list-trash.ts'
import { askOcr } from './ocr/ask-ocr.ts'
import { openFile, openThumbnail } from './open-file.ts'
import { readPaperDetail, requirePaper } from './paper-detail.ts'
import { findFile, findPage, findSurvivor } from './queries.ts'
import { readAgain } from './read-again.ts'
import { keepPlace, readPlace, readSizes, readTexts } from './reading-place.ts'
import { changeFile, receiveAttachments, removeFile } from './receive-attachments.ts'
import { sumStorage } from './storage-queries.ts'
import { removePaper, restoreMany, restorePaper, trashMany } from './trash-papers.ts'

export const routes: readonly Route[] = [
  route(listStorage, async (_request, { house }) => {
    const rows = await house.database.asSystem('an administrator looks at people', sumStorage)
    return {
      items: rows.map((row) => ({
        userId: userId.parse(row.owner_id),
        papers: Number(row.papers),
        sizeBytes: Number(row.size_bytes),
      })),
    }
  }),
  route(
    listPapersEndpoint,
    ({ query }, { house, caller }) => house.database.asUser(caller.userId, (tx) => listPapers(tx, query)),
    // Whoever walks on through a list comes by once.
    {
      ttlMs: listsKeptForMs,
      dependsOn: tablesOfLists,
      when: ({ query }) => query.cursor === undefined,
      isFirst: true,
    },
  ),
  route(
    countPapersEndpoint,
    ({ query }, { house, caller }) => house.database.asUser(caller.userId, (tx) => countList(tx, query)),
    { ttlMs: listsKeptForMs, dependsOn: tablesOfLists },
  ),
  route(listPaperIdsEndpoint, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ ids: await listIds(tx, query) })),
  ),
  route(getPlace, ({ params, query }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ place: await placeOf(tx, params.paperId, query) })),
  ),
  route(
    getPaper,
    ({ params }, { house, caller }) =>
      house.database.asUser(caller.userId, async (tx) =>
        // The address of a paper that another one took in leads there.
        readPaperDetail(tx, await findSurvivor(tx, params.paperId)),
      ),
    { ttlMs: listsKeptForMs, dependsOn: [...tablesOfLists, 'citation_keys'] },
  ),
  route(correctPaperEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      const paper = await requirePaper(tx, params.paperId)
      await requireEditableLibrary(tx, paper.libraryId as LibraryId)
      await correctPaper(tx, params.paperId, body)
      return readPaperDetail(tx, params.paperId)
    }),
  ),
  route(removePaperEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => removePaper(tx, params.paperId)),
  ),
  route(trashManyEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => trashMany(tx, body.papers)),
  ),
  route(restoreManyEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => restoreMany(tx, body.papers)),
  ),
  route(listTrashEndpoint, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listTrash(house, tx, query)),
  ),
  route(deleteForGoodEndpoint, ({ body }, { house, caller }) =>
    deleteForGood(house, caller.userId, body.papers),
  ),
  route(restorePaperEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await restorePaper(tx, params.paperId)
      return readPaperDetail(tx, params.paperId)
    }),
  ),
  route(downloadFile, ({ params }, { house, caller }) => openFile(house, caller.userId, params.fileId)),
  route(downloadThumbnail, ({ params }, { house, caller }) =>
    openThumbnail(house, caller.userId, params.fileId),
  ),
  route(getPage, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      const file = await findFile(tx, params.fileId)
      const page = file && (await findPage(tx, params.fileId, params.number))
      if (!page) throw new Problem('file_not_found')
      const { number, text, rotation, width_pt: widthPt, height_pt: heightPt } = page
      return { number, widthPt, heightPt, rotation, text, boxes: z.array(textBox).parse(page.boxes) }
    }),
  ),
  route(listPageSizes, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ runs: await readSizes(tx, params.fileId) })),
  ),
  route(listPageTexts, ({ params, query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => readTexts(tx, params.fileId, query.from)),
  ),
  route(getReadingPlace, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({
      place: await readPlace(tx, caller, params.fileId),
    })),
  ),
  route(keepReadingPlace, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => keepPlace(tx, caller, { fileId: params.fileId, ...body })),
  ),
  route(attachFiles, async ({ params }, { house, caller, uploads }) => {
    const { userId } = caller
    await receiveAttachments(house, { userId, paperId: params.paperId, files: uploads() })
    return house.database.asUser(userId, (tx) => readPaperDetail(tx, params.paperId))
  }),
  route(changeFileEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) =>
      readPaperDetail(tx, await changeFile(tx, params.fileId, body)),
    ),
  ),
  route(removeFileEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await removeFile(tx, params.fileId)
      return {}
    }),
  ),
  route(askOcrEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await askOcr(tx, params.fileId)
      return {}
    }),
  ),
  route(readAgainEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await readAgain(tx, params.fileId)
      return {}
    }),
  ),
]
