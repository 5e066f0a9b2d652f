import { sql } from 'kysely'
import type { LibraryId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export type ExportRow = {
  id: string
  library_id: string
  csl: unknown
  added_at: Date
  key: string | null
  tags: string[]
}

/** What an export writes of these papers, in their order; what is in the trash or out of sight is left out. */
export async function selectRecords(tx: UserTx, ids: readonly string[]): Promise<ExportRow[]> {
  const { rows } = await sql<ExportRow>`
    select p.id, p.library_id, p.csl, p.added_at, k.key,
           array(select t.name from paper_tags pt join tags t on t.library_id = pt.library_id and t.id = pt.tag_id
                  where pt.library_id = p.library_id and pt.paper_id = p.id order by lower(t.name), t.id) as tags
      from unnest(${[...ids]}::uuid[]) with ordinality as wanted (id, place)
      join papers p on p.id = wanted.id
      left join citation_keys k on k.library_id = p.library_id and k.paper_id = p.id
     where p.trashed_at is null
     order by wanted.place`.execute(tx)
  return rows
}

/** A library that the person sees. */
export async function findLibrary(tx: UserTx, id: LibraryId) {
  return tx.selectFrom('libraries').select(['id', 'name', 'version']).where('id', '=', id).executeTakeFirst()
}
