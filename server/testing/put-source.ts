import type { LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'

type Known = { readonly userId: UserId; readonly libraryId: LibraryId; readonly paperId: PaperId }

/** What a source said of a paper, as if it had been asked: a title, a journal and an open copy. */
export async function putSource({ database }: House, { userId, libraryId, paperId }: Known): Promise<void> {
  await database.asUser(userId, (tx) =>
    tx
      .insertInto('paper_sources')
      .values({
        library_id: libraryId,
        paper_id: paperId,
        source: 'crossref',
        key: 'doi:10.5555/12345678',
        verdict: 'trusted',
        confidence: 1,
        csl: JSON.stringify({ type: 'article-journal', title: 'T', 'container-title': 'Journal' }),
        facts: JSON.stringify({
          openCopy: { url: 'http://127.0.0.1:9/a.pdf', version: null, licence: null },
        }),
        fetched_at: new Date(),
      })
      .execute(),
  )
}
