import type { z } from 'zod'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { listRelated as listRelatedEndpoint } from '../contract.ts'
import { listRelatedRows } from './queries.ts'

const most = 12

/** The papers of the library that belong to a paper, each with what they have in common. @throws Problem paper_not_found */
export async function listRelated(
  tx: UserTx,
  id: PaperId,
): Promise<z.input<typeof listRelatedEndpoint.reply>> {
  const { libraryId } = await requirePaper(tx, id)
  const rows = await listRelatedRows(tx, { libraryId: libraryId as LibraryId, paperId: id, limit: most })
  return {
    items: rows.map((row) => ({
      paper: { id: row.id, title: row.title, authors: row.authors, year: row.year, venue: row.venue },
      sharedTags: row.shared_tags ?? [],
      sharedAuthors: row.shared_authors ?? [],
      sharedWords: row.word_count,
      isSameVenue: row.is_same_venue,
      score: row.score,
    })),
  }
}
