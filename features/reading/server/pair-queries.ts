import { type RawBuilder, sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** What papers are paired with, and where that stands. */
const tables = {
  tag: { pairs: sql`paper_tags`, thing: sql`tag_id`, things: sql`tags` },
  collection: { pairs: sql`paper_collections`, thing: sql`collection_id`, things: sql`collections` },
} as const satisfies Record<string, Record<string, RawBuilder<unknown>>>
export type PairKind = keyof typeof tables

/** A paper with a tag, or in a collection; the instant as text, so that nothing of it is lost on the way back. */
export type Pair = { paper_id: PaperId; thing_id: string; name: string; added_at: string }

type Asked = {
  readonly libraryId: LibraryId
  readonly paperIds: readonly PaperId[]
  readonly thingIds: readonly string[]
}

/** Pairs each of the papers with each of the things. @returns the pairs that were not there before */
export async function givePairs(tx: UserTx, kind: PairKind, asked: Asked): Promise<Pair[]> {
  const { pairs, thing, things } = tables[kind]
  const { rows } = await sql<Pair>`
    with fresh as (
      insert into ${pairs} (library_id, paper_id, ${thing})
      select t.library_id, given.id, t.id
        from unnest(${[...asked.paperIds]}::uuid[]) as given (id)
        join ${things} t on t.library_id = ${asked.libraryId} and t.id = any (${[...asked.thingIds]}::uuid[])
       order by given.id, t.id
      on conflict do nothing returning paper_id, ${thing} as thing_id, added_at)
    select fresh.paper_id, fresh.thing_id, t.name, fresh.added_at::text
      from fresh join ${things} t on t.library_id = ${asked.libraryId} and t.id = fresh.thing_id`.execute(tx)
  return rows
}

/** Parts each of the papers from each of the things. @returns the pairs that were there */
export async function takePairs(tx: UserTx, kind: PairKind, asked: Asked): Promise<Pair[]> {
  const { pairs, thing, things } = tables[kind]
  const { rows } = await sql<Pair>`
    delete from ${pairs} pair using ${things} t
     where pair.library_id = ${asked.libraryId} and pair.paper_id = any (${[...asked.paperIds]}::uuid[])
       and pair.${thing} = any (${[...asked.thingIds]}::uuid[])
       and t.library_id = pair.library_id and t.id = pair.${thing}
    returning pair.paper_id, t.id as thing_id, t.name, pair.added_at::text`.execute(tx)
  return rows
}

/** One pair as it was. */
export type KnownPair = { readonly paperId: PaperId; readonly thingId: string; readonly addedAt: string }

const columnsOf = (known: readonly KnownPair[]) => sql`
  unnest(${known.map(({ paperId }) => paperId)}::uuid[], ${known.map(({ thingId }) => thingId)}::uuid[],
         ${known.map(({ addedAt }) => addedAt)}::timestamptz[]) as given (paper_id, thing_id, added_at)`

type Key = { paper_id: string; thing_id: string }

/** Pairs them again as they were, where both are there still. @returns those that were not paired */
export async function returnPairs(
  tx: UserTx,
  kind: PairKind,
  { libraryId, known }: { readonly libraryId: LibraryId; readonly known: readonly KnownPair[] },
): Promise<Key[]> {
  if (known.length === 0) return []
  const { pairs, thing, things } = tables[kind]
  const { rows } = await sql<Key>`
    insert into ${pairs} (library_id, paper_id, ${thing}, added_at)
    select t.library_id, given.paper_id, t.id, given.added_at
      from ${columnsOf(known)} join ${things} t on t.library_id = ${libraryId} and t.id = given.thing_id
     order by given.paper_id, t.id
    on conflict do nothing returning paper_id, ${thing} as thing_id`.execute(tx)
  return rows
}

/** Parts just these. @returns those that were paired */
export async function removePairs(
  tx: UserTx,
  kind: PairKind,
  { libraryId, known }: { readonly libraryId: LibraryId; readonly known: readonly KnownPair[] },
): Promise<Key[]> {
  if (known.length === 0) return []
  const { pairs, thing } = tables[kind]
  const { rows } = await sql<Key>`
    delete from ${pairs} pair using ${columnsOf(known)}
     where pair.library_id = ${libraryId} and pair.paper_id = given.paper_id and pair.${thing} = given.thing_id
    returning pair.paper_id, pair.${thing} as thing_id`.execute(tx)
  return rows
}

/** Of tags or collections, the ids of those that are there. */
export async function listThere(tx: UserTx, kind: PairKind, libraryId: LibraryId, ids: readonly string[]) {
  const { things } = tables[kind]
  const { rows } = await sql<{ id: string }>`
    select id from ${things} where library_id = ${libraryId} and id = any (${[...ids]}::uuid[])`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

/** Makes tags again under the ids they had; a name that another tag has by now stays with that. */
export async function remakeTags(
  tx: UserTx,
  libraryId: LibraryId,
  tags: ReadonlyMap<string, string>,
): Promise<void> {
  if (tags.size === 0) return
  await sql`
    insert into tags (id, library_id, name)
    select given.id, ${libraryId}, given.name
      from unnest(${[...tags.keys()]}::uuid[], ${[...tags.values()]}::text[]) as given (id, name)
    on conflict do nothing`.execute(tx)
}

/** Removes those of the tags that no paper has, not even one in the trash, and within which nothing stands. */
export async function removeBareTags(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    delete from tags t
     where t.library_id = ${libraryId} and t.id = any (${[...ids]}::uuid[])
       and not exists (select from paper_tags pt where pt.library_id = t.library_id and pt.tag_id = t.id)
       and not exists (select from tags within where within.library_id = t.library_id and within.parent_id = t.id)`.execute(
    tx,
  )
}
