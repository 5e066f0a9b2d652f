import { sql } from 'kysely'
import type { NamedFiles } from '#platform/files/references.ts'

/** The bibliographies of the imports. A PDF is its paper's: when that lets go of it, the import's mention is history. */
export const namedFiles: NamedFiles = {
  async among(tx, hashes) {
    const { rows } = await sql<{ hash: string }>`
      select sha256 as hash from import_files
       where kind = 'bibliography' and sha256 = any(${[...hashes]}::text[])`.execute(tx)
    return rows.map(({ hash }) => hash)
  },
  async after(tx, hash, limit) {
    const { rows } = await sql<{ hash: string }>`
      select distinct sha256 as hash from import_files
       where kind = 'bibliography' and sha256 > ${hash} order by 1 limit ${limit}`.execute(tx)
    return rows.map((row) => row.hash)
  },
}
