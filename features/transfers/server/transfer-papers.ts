import type { z } from 'zod'
import { type LibraryId, libraryId as libraryIdSchema, type PaperId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { copyHighlights } from '#features/highlights/server/highlights.ts'
import { readingStatus } from '#features/papers/contract.ts'
import { attachFile, copyRecord, trashPapers } from '#features/papers/server/papers.ts'
import { judgePaper, tagPapers, tagsOf } from '#features/reading/server/reading.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { Transferred, transferPapers as transferEndpoint } from '../contract.ts'
import { findJudgement, listFilesOf, listSources } from './queries.ts'

type Transfer = z.output<typeof transferEndpoint.body> & { readonly userId: UserId; readonly at: Date }

/**
 * Copies papers into another library, all of them or none: the record, the files by their bytes, the tags by their names
 * and what the person themself thinks of it and marked in it. What others think of the original stays with the original. Moving is the same
 * and then the trash for the originals, so that nothing is lost that somebody else had put there.
 * @throws Problem paper_not_found | library_not_found | library_read_only (also of a library that papers move out of)
 */
export async function transferPapers(tx: UserTx, transfer: Transfer): Promise<Transferred> {
  const { userId, move, at } = transfer
  const target = await requireEditableLibrary(tx, transfer.libraryId)
  const paperIds = [...new Set(transfer.paperIds)]
  const homes = await homesOf(tx, paperIds)
  const sources = [...new Set(homes.values())].filter((each) => each !== target)
  if (move) for (const source of sources) await requireEditableLibrary(tx, source)
  // In one order, so that two transfers that cross wait for each other and not in a circle.
  for (const each of [target, ...(move ? sources : [])].toSorted()) await lockLibrary(tx, each)

  const items: Transferred['items'] = []
  let addedCount = 0
  for (const paperId of paperIds) {
    if (homes.get(paperId) === target) {
      items.push({ paperId, copyId: paperId, isNew: false })
      continue
    }
    const { paperId: copyId, outcome } = await copyRecord(tx, paperId, { libraryId: target, addedBy: userId })
    if (outcome === 'added') addedCount += 1
    await copyBelongings(tx, { from: paperId, to: copyId, libraryId: target, userId })
    items.push({ paperId, copyId, isNew: outcome === 'added' })
  }
  if (move) {
    for (const source of sources)
      await trashPapers(
        tx,
        source,
        paperIds.filter((id) => homes.get(id) === source),
        at,
      )
  }
  return { addedCount, thereAlreadyCount: items.length - addedCount, items }
}

/** Where each paper stands. @throws Problem paper_not_found when one of them cannot be seen */
async function homesOf(tx: UserTx, ids: readonly PaperId[]): Promise<Map<PaperId, LibraryId>> {
  const rows = new Map((await listSources(tx, ids)).map((row) => [row.id, row.library_id]))
  return new Map(
    ids.map((id) => {
      const home = rows.get(id)
      if (home === undefined) throw new Problem('paper_not_found', { paperId: id })
      return [id, libraryIdSchema.parse(home)]
    }),
  )
}

type Copied = {
  readonly from: PaperId
  readonly to: PaperId
  readonly libraryId: LibraryId
  readonly userId: UserId
}

async function copyBelongings(tx: UserTx, { from, to, libraryId, userId }: Copied): Promise<void> {
  for (const file of await listFilesOf(tx, from)) {
    await attachFile(tx, {
      paperId: to,
      sha256: file.sha256,
      sizeBytes: Number(file.size_bytes),
      fileName: file.name,
      mediaType: file.media_type,
    })
  }
  await copyHighlights(tx, userId, { from, to })
  const names = (await tagsOf(tx, from)).map(({ name }) => name)
  if (names.length > 0) await tagPapers(tx, libraryId, [{ paperId: to, names }])
  const own = await findJudgement(tx, userId, from)
  // A paper that stood there may have been judged there: that was meant for it.
  if (!own || (await findJudgement(tx, userId, to))) return
  await judgePaper(tx, userId, to, {
    ratingHalves: own.rating_halves,
    status: readingStatus.parse(own.status),
  })
}
