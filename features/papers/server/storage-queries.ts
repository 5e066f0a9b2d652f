import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'

/** What stands in the libraries in each person's name: papers outside the trash, and the bytes of all their files. */
export async function sumStorage(tx: SystemTx) {
  const { rows } = await sql<{ owner_id: string; papers: string; size_bytes: string }>`
    select l.owner_id, coalesce(sum(p.count), 0) as papers, coalesce(sum(f.size_bytes), 0) as size_bytes
      from libraries l
      left join (select library_id, count(*) from papers where trashed_at is null group by library_id) p
        on p.library_id = l.id
      left join (select library_id, sum(size_bytes) as size_bytes from files group by library_id) f
        on f.library_id = l.id
     group by l.owner_id`.execute(tx)
  return rows
}

/** The papers outside the trash, the files and their bytes, of everybody together. */
export async function sumAll(tx: SystemTx) {
  const { rows } = await sql<{ papers: string; files: string; size_bytes: string }>`
    select (select count(*) from papers where trashed_at is null) as papers,
           count(*) as files, coalesce(sum(size_bytes), 0) as size_bytes from files`.execute(tx)
  const [row] = rows
  return {
    papers: Number(row?.papers ?? 0),
    files: Number(row?.files ?? 0),
    sizeBytes: Number(row?.size_bytes ?? 0),
  }
}
