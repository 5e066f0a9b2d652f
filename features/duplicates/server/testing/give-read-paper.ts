import { createHash, randomUUID } from 'node:crypto'
import { fileId, type LibraryId, type PaperId, paperId, type UserId } from '#contract/ids.ts'
import { fileRead } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'
import { emit } from '#platform/outbox/emit.ts'

/** A paper as it stands after its PDF was read, without the reading: its first line is its title. */
export async function giveReadPaper(
  house: House,
  { owner, libraryId }: { readonly owner: UserId; readonly libraryId: LibraryId },
  pages: readonly string[],
): Promise<PaperId> {
  const title = pages[0]?.split('\n')[0] ?? 'Untitled'
  const csl = { type: 'article' as const, title, author: [{ family: 'Kim', given: 'Ada' }] }
  const id = await house.database.asUser(owner, (tx) => addPaper(tx, { libraryId, csl, addedBy: owner }))
  return house.database.asSystem('give a test its paper', async (tx) => {
    const named = { library_id: libraryId, paper_id: id.paperId }
    const file = await tx
      .insertInto('files')
      .values({
        ...named,
        sha256: createHash('sha256').update(randomUUID()).digest('hex'),
        name: 'paper.pdf',
        media_type: 'application/pdf',
        size_bytes: 1000,
        state: 'read',
        page_count: pages.length,
        text_quality: 'good',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('pages')
      .values(
        pages.map((text, at) => ({
          library_id: libraryId,
          file_id: file.id,
          number: at + 1,
          width_pt: 595,
          height_pt: 842,
          text,
          boxes: '[]',
        })),
      )
      .execute()
    const read = { fileId: fileId.parse(file.id), paperId: id.paperId, libraryId, state: 'read' as const }
    await emit(tx, fileRead, read, owner)
    return paperId.parse(id.paperId)
  })
}
