import { sql } from 'kysely'
import type { CollectionId, ExportLinkId, LibraryId, TagId, UserId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

export type LinkRow = {
  id: string
  library_id: string
  tag_id: string | null
  collection_id: string | null
  of: string | null
  name: string
  created_at: Date
  last_used_at: Date | null
}

/** The person's own links, the newest first; or the one of them with this id. */
export async function selectLinks(tx: UserTx, id?: ExportLinkId): Promise<LinkRow[]> {
  const one = id === undefined ? sql`` : sql`and l.id = ${id}::uuid`
  const { rows } = await sql<LinkRow>`
    select l.id, l.library_id, l.tag_id, l.collection_id, coalesce(t.name, c.name) as of, l.name, l.created_at, l.last_used_at
      from export_links l
      left join tags t on t.library_id = l.library_id and t.id = l.tag_id
      left join collections c on c.library_id = l.library_id and c.id = l.collection_id
     where l.user_id = app.user_id() ${one}
     order by l.created_at desc, l.id desc`.execute(tx)
  return rows
}

export type NewLink = {
  readonly user_id: UserId
  readonly library_id: LibraryId
  readonly tag_id: TagId | null
  readonly collection_id: CollectionId | null
  readonly name: string
  readonly token_hash: string
}

export async function insertLink(tx: UserTx, row: NewLink): Promise<string> {
  const { id } = await tx.insertInto('export_links').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function updateLinkName(tx: UserTx, id: ExportLinkId, name: string): Promise<boolean> {
  const row = await tx
    .updateTable('export_links')
    .set({ name })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteLink(tx: UserTx, id: ExportLinkId): Promise<boolean> {
  const row = await tx.deleteFrom('export_links').where('id', '=', id).returning('id').executeTakeFirst()
  return row !== undefined
}

export async function findTag(tx: UserTx, libraryId: LibraryId, id: TagId) {
  return tx
    .selectFrom('tags')
    .select('name')
    .where('library_id', '=', libraryId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export async function findCollection(tx: UserTx, libraryId: LibraryId, id: CollectionId) {
  return tx
    .selectFrom('collections')
    .select('name')
    .where('library_id', '=', libraryId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** Whose link has a token, by the hash of it. */
export async function findLinkByHash(tx: SystemTx, tokenHash: string) {
  return tx
    .selectFrom('export_links')
    .select(['id', 'user_id', 'library_id', 'tag_id', 'collection_id', 'last_used_at'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

export async function touchLink(tx: SystemTx, id: string, at: Date): Promise<void> {
  await tx.updateTable('export_links').set({ last_used_at: at }).where('id', '=', id).execute()
}

/**
 * What every export of a library hangs on, in one line: its version, the formula, the keys that are not of it, and who carries which tag or
 * stands in which collection, which no version counts. The sums do not hang on an order, so that indexes alone are read.
 * @returns undefined for a library that the person does not see
 */
export async function fingerprintOf(tx: UserTx, libraryId: LibraryId): Promise<string | undefined> {
  const { rows } = await sql<{ fingerprint: string }>`
    select concat_ws(' ', l.version, f.formula, f.folds,
             (select count(*) || ' ' || coalesce(sum(hashtextextended(k.paper_id || k.key, 0)), 0) from citation_keys k where k.library_id = l.id and k.origin <> 'formula'),
             (select count(*) || ' ' || coalesce(sum(hashtextextended(pt.paper_id::text || pt.tag_id, 0)), 0) from paper_tags pt where pt.library_id = l.id),
             (select count(*) || ' ' || coalesce(sum(hashtextextended(t.id || t.name, 0)), 0) from tags t where t.library_id = l.id),
             (select count(*) || ' ' || coalesce(sum(hashtextextended(pc.paper_id::text || pc.collection_id, 0)), 0) from paper_collections pc where pc.library_id = l.id),
             (select count(*) || ' ' || coalesce(sum(hashtextextended(c.id || coalesce(c.parent_id::text, ''), 0)), 0) from collections c where c.library_id = l.id)
           ) as fingerprint
      from libraries l left join citation_key_formulas f on f.library_id = l.id
     where l.id = ${libraryId}`.execute(tx)
  return rows[0]?.fingerprint
}
