import { sql } from 'kysely'
import type { NamedFiles } from '#platform/files/references.ts'

/** The papers' files and the pictures of their first pages; those of papers in the trash too, for they may come back. */
export const namedFiles: NamedFiles = {
  async among(tx, hashes) {
    const { rows } = await sql<{ hash: string }>`
      select sha256 as hash from files where sha256 = any(${[...hashes]}::text[])
      union
      select thumbnail_sha256 from files where thumbnail_sha256 = any(${[...hashes]}::text[])`.execute(tx)
    return rows.map(({ hash }) => hash)
  },
  async after(tx, hash, limit) {
    const { rows } = await sql<{ hash: string }>`
      (select distinct sha256 as hash from files where sha256 > ${hash} order by 1 limit ${limit})
      union
      (select distinct thumbnail_sha256 from files where thumbnail_sha256 > ${hash} order by 1 limit ${limit})
      order by hash limit ${limit}`.execute(tx)
    return rows.map((row) => row.hash)
  },
}
