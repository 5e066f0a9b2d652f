import { createHash, randomUUID } from 'node:crypto'
import { type LibraryId, libraryId, type PaperId, paperId, type UserId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import type { PageText } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'

export type GivenPaper = { readonly id: PaperId; readonly libraryId: LibraryId; readonly fileId: string }

export const lineHeightPt = 12

/**
 * Puts a paper into a library as it stands after its PDF was read: every line of a page is one run of text, a line
 * height below the one before it. `state` other than `read` leaves the text out.
 */
export async function givePaper(
  house: House,
  owner: UserId,
  pages: readonly PageText[],
  options: {
    readonly state?: 'stored' | 'reading' | 'read' | 'unreadable'
    readonly library?: LibraryId
  } = {},
): Promise<GivenPaper> {
  const state = options.state ?? 'read'
  const library = await house.database.asUser(owner, (tx) => requireEditableLibrary(tx, options.library))
  const title = pages[0]?.text.split('\n')[0] ?? 'Untitled'
  return house.database.asSystem('give a test its paper', async (tx) => {
    const paper = await tx
      .insertInto('papers')
      .values({
        library_id: library,
        csl: JSON.stringify({ type: 'article-journal', title }),
        title,
        authors: ['Mina Seo', 'Tom Hale'],
        year: 2026,
        likeness: randomUUID(),
        added_by: owner,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const file = await tx
      .insertInto('files')
      .values({
        library_id: library,
        paper_id: paper.id,
        sha256: createHash('sha256').update(randomUUID()).digest('hex'),
        name: 'paper.pdf',
        media_type: 'application/pdf',
        size_bytes: 1000,
        state,
        ...(state === 'read' ? { page_count: pages.length, text_quality: 'good' as const } : {}),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (state === 'read')
      await tx
        .insertInto('pages')
        .values(
          pages.map(({ number, text }) => ({
            library_id: library,
            file_id: file.id,
            number,
            width_pt: 595,
            height_pt: 842,
            text,
            boxes: JSON.stringify(toBoxes(text)),
          })),
        )
        .execute()
    return { id: paperId.parse(paper.id), libraryId: libraryId.parse(library), fileId: file.id }
  })
}

function toBoxes(text: string): number[][] {
  let start = 0
  return text.split('\n').map((line, index) => {
    const box = [start, start + line.length, 50, 800 - index * lineHeightPt, line.length * 5, 10]
    start += line.length + 1
    return box
  })
}
