import { sql } from 'kysely'
import type { NamedFiles } from '#platform/files/references.ts'

const ownFiles = sql`(kind = 'bibliography' or (kind = 'pdf' and (not settled or exists (
  select from import_entries e
   where e.import_id = import_files.import_id and e.file_index = import_files.file_index
     and e.outcome = 'attached' and e.undo = 'undone'))))`

/**
 * The bibliographies of the imports, and PDFs that wait to be settled or that taking the import back has taken off their
 * paper. Any other PDF is its paper's: when that lets go of it, the import's mention is history.
 */
export const namedFiles: NamedFiles = {
  async among(tx, hashes) {
    const { rows } = await sql<{ hash: string }>`
      select sha256 as hash from import_files
       where ${ownFiles} and sha256 = any(${[...hashes]}::text[])`.execute(tx)
    return rows.map(({ hash }) => hash)
  },
  async after(tx, hash, limit) {
    const { rows } = await sql<{ hash: string }>`
      select distinct sha256 as hash from import_files
       where ${ownFiles} and sha256 > ${hash} order by 1 limit ${limit}`.execute(tx)
    return rows.map((row) => row.hash)
  },
}
