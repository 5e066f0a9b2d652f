import { sql } from 'kysely'
import type { LibraryId, PaperId, TagId } from '#contract/ids.ts'
import type { TagColour } from '#contract/tag-colours.ts'
import type { UserTx } from '#platform/database/transactions.ts'

export type TagRow = {
  readonly id: TagId
  readonly library_id: LibraryId
  readonly parent_id: TagId | null
  readonly name: string
  readonly colour: TagColour | null
  readonly paper_count: number
  readonly paper_count_within: number
  readonly follows: boolean
}

type Wanted = {
  readonly libraryId?: LibraryId | undefined
  readonly id?: TagId
  readonly paperId?: PaperId
}

/**
 * Tags with their counts by name, the trash not counted. What stands within a tag is only counted where something does: of
 * the others the kept count is the answer.
 */
export async function selectTags(tx: UserTx, { libraryId, id, paperId }: Wanted): Promise<TagRow[]> {
  const narrowed = [
    ...(libraryId === undefined ? [] : [sql`t.library_id = ${libraryId}`]),
    ...(id === undefined ? [] : [sql`t.id = ${id}`]),
    ...(paperId === undefined
      ? []
      : [sql`t.id in (select own.tag_id from paper_tags own where own.paper_id = ${paperId})`]),
  ]
  const { rows } = await sql<TagRow>`
    select t.id, t.library_id, t.parent_id, t.name, t.colour, t.paper_count,
           case when exists (select from tags below where below.library_id = t.library_id and below.parent_id = t.id)
                then (select count(distinct pt.paper_id)::int
                        from paper_tags pt join papers p on p.library_id = pt.library_id and p.id = pt.paper_id
                       where pt.library_id = t.library_id
                         and pt.tag_id = any ((select app.tags_within(array[t.id]))::uuid[]) and p.trashed_at is null)
                else t.paper_count end as paper_count_within,
           exists (select from follows f where f.user_id = app.user_id() and f.followed_id = t.id) as follows
      from tags t
     ${narrowed.length === 0 ? sql`` : sql`where ${sql.join(narrowed, sql` and `)}`}
     order by lower(t.name), t.id`.execute(tx)
  return rows
}

type Pair = { readonly paper_id: PaperId; readonly name: string }

/** Makes the tags that the library does not have yet. @returns those that were made */
export async function insertTagsOf(tx: UserTx, libraryId: LibraryId, names: readonly string[]) {
  const { rows } = await sql<{ id: TagId; name: string }>`
    insert into tags (library_id, name) select ${libraryId}, given.name from unnest(${[...names]}::text[]) as given (name)
    on conflict do nothing returning id, name`.execute(tx)
  return rows
}

/** The ids of the tags of these names, in any case. */
export async function listTagIds(
  tx: UserTx,
  libraryId: LibraryId,
  names: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from tags t
     where t.library_id = ${libraryId}
       and lower(t.name) = any (array(select lower(given.name) from unnest(${[...names]}::text[]) as given (name)))`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

const columnsOf = (pairs: readonly Pair[]) => sql`
  unnest(${pairs.map((pair) => pair.paper_id)}::uuid[], ${pairs.map(({ name }) => name)}::text[]) as given (paper_id, name)`

/** Gives papers tags that the library has. @returns what was given and not there before */
export async function insertTagged(tx: UserTx, libraryId: LibraryId, pairs: readonly Pair[]) {
  const { rows } = await sql<{ paper_id: PaperId; name: string }>`
    with fresh as (
      insert into paper_tags (library_id, paper_id, tag_id)
      select distinct t.library_id, given.paper_id, t.id
        from ${columnsOf(pairs)} join tags t on t.library_id = ${libraryId} and lower(t.name) = lower(given.name)
      on conflict do nothing returning paper_id, tag_id)
    select fresh.paper_id, t.name from fresh join tags t on t.library_id = ${libraryId} and t.id = fresh.tag_id`.execute(
    tx,
  )
  return rows
}

export async function deleteTagged(tx: UserTx, libraryId: LibraryId, pairs: readonly Pair[]): Promise<void> {
  await sql`
    delete from paper_tags pt using tags t, ${columnsOf(pairs)}
     where t.library_id = ${libraryId} and lower(t.name) = lower(given.name)
       and pt.library_id = t.library_id and pt.tag_id = t.id and pt.paper_id = given.paper_id`.execute(tx)
}

/** Those of the tags that only papers in the trash have and within which no other stands, with these papers. */
export async function listUnused(tx: UserTx, libraryId: LibraryId, ids: readonly TagId[]) {
  const { rows } = await sql<{ id: TagId; name: string; paper_ids: PaperId[] }>`
    select t.id, t.name, coalesce(array_agg(p.id) filter (where p.id is not null), '{}') as paper_ids
      from tags t
      left join paper_tags pt on pt.library_id = t.library_id and pt.tag_id = t.id
      left join papers p on p.library_id = pt.library_id and p.id = pt.paper_id
     where t.library_id = ${libraryId} and t.id = any (${[...ids]}::uuid[])
     group by t.id, t.name
    having count(*) filter (where p.id is not null and p.trashed_at is null) = 0
       and not exists (select from tags below where below.library_id = ${libraryId} and below.parent_id = t.id)`.execute(
    tx,
  )
  return rows
}

export async function deleteTags(tx: UserTx, ids: readonly TagId[]): Promise<void> {
  if (ids.length > 0)
    await tx
      .deleteFrom('tags')
      .where('id', 'in', [...ids])
      .execute()
}
