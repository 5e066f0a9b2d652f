import { sql } from 'kysely'
import type { LibraryId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'

/** Tables whose rows belong to papers, with what may differ after a way there and back: counters that only grow. */
const tables: Readonly<Record<string, readonly string[]>> = {
  papers: ['version', 'updated_at'],
  files: ['updated_at'],
  pages: [],
  judgements: [],
  tags: ['updated_at'],
  paper_tags: [],
  collections: [],
  paper_collections: [],
  analysis_runs: [],
  analysis_answers: [],
  duplicate_suggestions: ['decided_at', 'decided_by'],
  paper_family_members: [],
}

/** Every row of a library that a merge may touch, as it stands. */
export async function dumpLibrary(house: House, libraryId: LibraryId): Promise<Record<string, unknown[]>> {
  const dump: Record<string, unknown[]> = {}
  for (const [table, without] of Object.entries(tables)) {
    const { rows } = await house.database.asSystem('dump a library', (tx) =>
      sql<{ row: unknown }>`
        select to_jsonb(t) - ${[...without]}::text[] as row from ${sql.table(table)} t
         where t.library_id = ${libraryId} order by (to_jsonb(t) - ${[...without]}::text[])::text`.execute(
        tx,
      ),
    )
    dump[table] = rows.map(({ row }) => row)
  }
  return dump
}
