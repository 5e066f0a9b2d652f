import { sql } from 'kysely'
import type { LibraryId, PaperId, TagId, UserId } from '#contract/ids.ts'
import type { TagColour } from '#contract/tag-colours.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** A tag as it stands in the tree. */
export type TreeTag = {
  readonly id: TagId
  readonly name: string
  readonly parent_id: TagId | null
  readonly colour: TagColour | null
}

const lowered = (names: readonly string[]) =>
  sql`array(select lower(given.name) from unnest(${[...names]}::text[]) as given (name))`

/** The tags of these names in any case. PostgreSQL folds them: it and JavaScript disagree on the lower case of İ. */
export async function findTagsNamed(
  tx: UserTx,
  libraryId: LibraryId,
  names: readonly string[],
): Promise<TreeTag[]> {
  const { rows } = await sql<TreeTag>`
    select id, name, parent_id, colour from tags
     where library_id = ${libraryId} and lower(name) = any (${lowered(names)}) order by length(name), id`.execute(
    tx,
  )
  return rows
}

/** Which tag, if any, each of these names is, in any case; in the order of the names. */
export async function tagsByNames(tx: UserTx, libraryId: LibraryId, names: readonly string[]) {
  const { rows } = await sql<{ name: string; id: TagId | null }>`
    select given.name, t.id
      from unnest(${[...names]}::text[]) with ordinality as given (name, place)
      left join tags t on t.library_id = ${libraryId} and lower(t.name) = lower(given.name)
     order by given.place`.execute(tx)
  return rows
}

export async function findTag(tx: UserTx, id: TagId) {
  const { rows } = await sql<TreeTag & { library_id: LibraryId }>`
    select id, library_id, name, parent_id, colour from tags where id = ${id}`.execute(tx)
  return rows[0]
}

/** Tags of a library and all that stands within them, those outside first. */
export async function listSubtree(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly TagId[],
): Promise<TreeTag[]> {
  const { rows } = await sql<TreeTag>`
    select id, name, parent_id, colour from tags
     where library_id = ${libraryId} and id = any ((select app.tags_within(${[...ids]}::uuid[]))::uuid[])
     order by length(name), id`.execute(tx)
  return rows
}

export async function listChildren(tx: UserTx, libraryId: LibraryId, id: TagId): Promise<TreeTag[]> {
  const { rows } = await sql<TreeTag>`
    select id, name, parent_id, colour from tags where library_id = ${libraryId} and parent_id = ${id}
     order by length(name), id`.execute(tx)
  return rows
}

export type NewTag = {
  readonly name: string
  readonly parentId: TagId | null
  readonly colour: TagColour | null
}

export async function insertTag(tx: UserTx, libraryId: LibraryId, tag: NewTag): Promise<TreeTag> {
  const { rows } = await sql<TreeTag>`
    insert into tags (library_id, name, parent_id, colour) values (${libraryId}, ${tag.name}, ${tag.parentId}::uuid, ${tag.colour})
    returning id, name, parent_id, colour`.execute(tx)
  const [made] = rows
  if (made === undefined) throw new Error('a tag was not made')
  return made
}

/** Puts a tag back as it was, also one that is gone. */
export async function putTag(tx: UserTx, libraryId: LibraryId, tag: TreeTag): Promise<void> {
  await sql`
    insert into tags (id, library_id, name, parent_id, colour)
    values (${tag.id}, ${libraryId}, ${tag.name}, ${tag.parent_id}::uuid, ${tag.colour})
    on conflict (id) do update set name = excluded.name, parent_id = excluded.parent_id, colour = excluded.colour`.execute(
    tx,
  )
}

export async function updateTag(
  tx: UserTx,
  id: TagId,
  changes: { name?: string; parent_id?: TagId | null; colour?: TagColour | null },
): Promise<void> {
  await tx.updateTable('tags').set(changes).where('id', '=', id).execute()
}

/** Lets what stands within a tag stand by itself for a moment, its names unchanged. */
export async function looseChildren(tx: UserTx, libraryId: LibraryId, id: TagId): Promise<void> {
  await sql`update tags set parent_id = null where library_id = ${libraryId} and parent_id = ${id}`.execute(
    tx,
  )
}

export type Carried = { readonly paperId: PaperId; readonly addedAt: string }

/** Which papers carry a tag, also those in the trash; instants as text so that nothing of them is lost. */
export async function listCarriers(tx: UserTx, libraryId: LibraryId, id: TagId): Promise<Carried[]> {
  const { rows } = await sql<Carried>`
    select paper_id as "paperId", added_at::text as "addedAt" from paper_tags
     where library_id = ${libraryId} and tag_id = ${id} order by paper_id`.execute(tx)
  return rows
}

/** Gives the papers of one tag another. @returns those that did not have it */
export async function giveAlso(
  tx: UserTx,
  libraryId: LibraryId,
  { from, to }: { readonly from: TagId; readonly to: TagId },
): Promise<PaperId[]> {
  const { rows } = await sql<{ paper_id: PaperId }>`
    insert into paper_tags (library_id, paper_id, tag_id, added_at)
    select library_id, paper_id, ${to}, added_at from paper_tags where library_id = ${libraryId} and tag_id = ${from}
    on conflict do nothing returning paper_id`.execute(tx)
  return rows.map((row) => row.paper_id)
}

/** Gives a tag back to papers that are still there. */
export async function giveBack(
  tx: UserTx,
  libraryId: LibraryId,
  id: TagId,
  papers: readonly Carried[],
): Promise<void> {
  await sql`
    insert into paper_tags (library_id, paper_id, tag_id, added_at)
    select p.library_id, p.id, ${id}, given.added_at
      from unnest(${papers.map(({ paperId }) => paperId)}::uuid[], ${papers.map(({ addedAt }) => addedAt)}::timestamptz[])
             as given (paper_id, added_at)
      join papers p on p.library_id = ${libraryId} and p.id = given.paper_id
    on conflict do nothing`.execute(tx)
}

export async function takeFrom(
  tx: UserTx,
  libraryId: LibraryId,
  id: TagId,
  paperIds: readonly PaperId[],
): Promise<void> {
  await sql`
    delete from paper_tags where library_id = ${libraryId} and tag_id = ${id}
       and paper_id = any (${[...paperIds]}::uuid[])`.execute(tx)
}

export async function deleteTagRows(tx: UserTx, libraryId: LibraryId, ids: readonly TagId[]): Promise<void> {
  await sql`delete from tags where library_id = ${libraryId} and id = any (${[...ids]}::uuid[])`.execute(tx)
}

/** The tags of a library that no paper carries, not even one in the trash, and within which none does. */
export async function listUncarried(tx: UserTx, libraryId: LibraryId): Promise<TagId[]> {
  const { rows } = await sql<{ id: TagId }>`
    with recursive kept (id, parent_id) as (
      select t.id, t.parent_id from tags t where t.library_id = ${libraryId} and exists (
        select from paper_tags pt where pt.library_id = t.library_id and pt.tag_id = t.id)
      union
      select t.id, t.parent_id from kept k join tags t on t.library_id = ${libraryId} and t.id = k.parent_id
    )
    select t.id from tags t where t.library_id = ${libraryId} and not exists (select from kept k where k.id = t.id)`.execute(
    tx,
  )
  return rows.map((row) => row.id)
}

/** Of these tags, those that nothing needs: no paper carries them and nothing stands within them. */
export async function deleteIfBare(tx: UserTx, libraryId: LibraryId, ids: readonly TagId[]): Promise<void> {
  await sql`
    delete from tags t where t.library_id = ${libraryId} and t.id = any (${[...ids]}::uuid[])
       and not exists (select from paper_tags pt where pt.library_id = t.library_id and pt.tag_id = t.id)
       and not exists (select from tags below where below.library_id = t.library_id and below.parent_id = t.id)`.execute(
    tx,
  )
}

// ── What a merged tag is now, and the way back ─────────────────────────────────────────────────

export async function insertAlias(tx: UserTx, libraryId: LibraryId, id: TagId, intoId: TagId): Promise<void> {
  await sql`
    insert into tag_aliases (library_id, tag_id, into_id) values (${libraryId}, ${id}, ${intoId})
    on conflict (library_id, tag_id) do update set into_id = excluded.into_id`.execute(tx)
}

export async function deleteAliases(tx: UserTx, libraryId: LibraryId, ids: readonly TagId[]): Promise<void> {
  await sql`
    delete from tag_aliases where library_id = ${libraryId} and tag_id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
}

/** Points the addresses of bibliographies at another tag. @returns which */
export async function moveLinks(
  tx: UserTx,
  libraryId: LibraryId,
  {
    from,
    to,
    only = null,
  }: { readonly from: TagId; readonly to: TagId; readonly only?: readonly string[] | null },
): Promise<string[]> {
  const { rows } = await sql<{ ids: string[] }>`
    select app.move_tag_links(${libraryId}, ${from}, ${to}, ${only === null ? null : [...only]}::uuid[]) as ids`.execute(
    tx,
  )
  return rows[0]?.ids ?? []
}

export async function insertTagChange(
  tx: UserTx,
  row: { readonly libraryId: LibraryId; readonly userId: UserId; readonly undo: string },
): Promise<string> {
  const { id } = await tx
    .insertInto('tag_changes')
    .values({ library_id: row.libraryId, user_id: row.userId, undo: row.undo })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function findTagChange(tx: UserTx, id: string) {
  return tx
    .selectFrom('tag_changes')
    .select(['id', 'library_id', 'undo', 'undone_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function settleTagChange(tx: UserTx, id: string): Promise<void> {
  await tx.updateTable('tag_changes').set({ undone_at: sql`now()` }).where('id', '=', id).execute()
}
