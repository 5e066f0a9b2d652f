import { getMe } from '#features/accounts/contract.ts'
import { listProviders, listRuns } from '#features/analysis/contract.ts'
import { listOfPaper } from '#features/highlights/contract.ts'
import { getNote, listNotes } from '#features/notes/contract.ts'
import {
  downloadFile,
  getPaper,
  getReadingPlace,
  listPageSizes,
  listPageTexts,
} from '#features/papers/contract.ts'
import { firstPagePicture, readableFiles } from '#features/papers/web/shown-file.ts'
import { listCollections, listPaperCollections, listTags } from '#features/reading/contract.ts'
import { addressOf } from '#web/lib/address.ts'
import { call } from '#web/lib/call.ts'
import type { ToKeep } from '#web/lib/kept.ts'

/** What every page asks for. */
export const houseAddresses: readonly string[] = [
  addressOf(getMe),
  addressOf(listProviders),
  addressOf(listTags),
  addressOf(listCollections),
]

// As the page of a paper asks for them: an answer is found again by the same address.
const notesAtOnce = 50
const highlightsAtOnce = 500
const textsAtOnce = 200

/**
 * A paper as its page shows it: record, PDF and text, what readers found, highlights and notes.
 * @throws ApiProblem `paper_not_found` when it is no more, or not the person's to see.
 */
export async function toKeep(paperId: string): Promise<ToKeep> {
  const params = { paperId }
  const paper = await call(getPaper, { params })
  const notesOfPaper = { ...params, limit: notesAtOnce }
  const notes = await call(listNotes, { query: notesOfPaper })
  return {
    id: paper.id,
    title: paper.title,
    addresses: [
      addressOf(getPaper, { params }),
      addressOf(listRuns, { params }),
      addressOf(listPaperCollections, { params }),
      addressOf(listOfPaper, { params, query: { limit: highlightsAtOnce } }),
      addressOf(listNotes, { query: notesOfPaper }),
      ...notes.items.map(({ id }) => addressOf(getNote, { params: { noteId: id } })),
      ...readableFiles(paper.files).flatMap(({ id: fileId, pageCount, hasThumbnail }) => [
        addressOf(downloadFile, { params: { fileId } }),
        ...(hasThumbnail ? [firstPagePicture(fileId)] : []),
        addressOf(listPageSizes, { params: { fileId } }),
        addressOf(getReadingPlace, { params: { fileId } }),
        ...Array.from({ length: Math.ceil((pageCount ?? 0) / textsAtOnce) }, (_, at) =>
          addressOf(listPageTexts, { params: { fileId }, query: { from: at * textsAtOnce + 1 } }),
        ),
      ]),
    ],
  }
}
