import { cslItem } from '#contract/csl.ts'
import { libraryId, type PaperId, type UserId } from '#contract/ids.ts'
import { type ListQuery, nextPapers } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'
import { pinKeys } from './citation-keys.ts'
import type { ExportedPaper } from './formats/exported.ts'
import { type ExportRow, selectRecords } from './queries.ts'

/** Papers read at once: a short transaction each, so that no slow client holds one open. */
const batchSize = 500

/** What is exported: what a list would show, or some papers by their ids. */
export type Choice =
  | { readonly query: Omit<ListQuery, 'limit' | 'cursor'> }
  | { readonly ids: readonly PaperId[] }

/**
 * The papers of an export in batches, each read as the person who asks, with its key pinned. A paper that comes or goes
 * meanwhile may or may not be in it; none is in it twice.
 * @throws Problem bad_request
 */
export async function* readPapers(
  house: House,
  userId: UserId,
  choice: Choice,
): AsyncGenerator<ExportedPaper[]> {
  if ('ids' in choice) {
    for (let from = 0; from < choice.ids.length; from += batchSize) {
      const ids = choice.ids.slice(from, from + batchSize)
      yield await withKeys(house, await house.database.asUser(userId, (tx) => selectRecords(tx, ids)))
    }
    return
  }
  let cursor: string | undefined
  do {
    const { rows, next } = await house.database.asUser(userId, async (tx) => {
      const page = await nextPapers(tx, { ...choice.query, cursor, limit: batchSize })
      return { rows: await selectRecords(tx, page.ids), next: page.next }
    })
    yield await withKeys(house, rows)
    cursor = next
  } while (cursor !== undefined)
}

async function withKeys(house: House, rows: readonly ExportRow[]): Promise<ExportedPaper[]> {
  const byLibrary = Map.groupBy(
    rows.filter(({ key }) => key === null),
    (row) => row.library_id,
  )
  const keys = new Map<string, string>()
  for (const [library, papers] of byLibrary) {
    for (const [id, key] of await pinKeys(house, libraryId.parse(library), papers)) keys.set(id, key)
  }
  return rows.map((row) => ({
    id: row.id,
    key: row.key ?? keys.get(row.id) ?? row.id,
    csl: cslItem.parse(row.csl),
    tags: row.tags,
    addedAt: row.added_at,
  }))
}
