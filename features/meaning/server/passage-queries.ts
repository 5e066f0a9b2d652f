import { sql } from 'kysely'
import type { UserTx } from '#platform/database/transactions.ts'
import type { Planes } from './vectors.ts'

type Of = {
  readonly libraries: readonly string[]
  readonly stamp: string
  readonly readsTexts: boolean
}

/** The files whose text is read, as one text: another when one of them is read anew, comes or goes. */
const filesSeen = (readsTexts: boolean) =>
  readsTexts
    ? sql`coalesce((select string_agg(f.id::text || f.text_quality, ',' order by f.id) from files f
           where f.library_id = p.library_id and f.paper_id = p.id and f.state = 'read'
             and f.text_quality in ('good', 'ocr')), '')`
    : sql`'-'`

/** Papers that were not read, or otherwise than they are now, as `p` and `m`. */
const unread = ({ libraries, stamp, readsTexts }: Of) => sql`
  papers p left join meaning_papers m on m.paper_id = p.id
   where p.library_id = any (${[...libraries]}::uuid[]) and p.trashed_at is null
     and (m.paper_id is null or m.stamp <> ${stamp} or m.seen_version <> p.version or m.seen_files <> ${filesSeen(readsTexts)})`

export type UnreadPaper = {
  readonly id: string
  readonly library_id: string
  readonly version: string
  readonly files: string
  readonly title: string
  readonly abstract: string | null
}

/** The next of them, in the order of their ids. */
export async function nextUnread(tx: UserTx, of: Of, after: string | undefined, most: number) {
  const { rows } = await sql<UnreadPaper>`
    select p.id, p.library_id, p.version::text as version, ${filesSeen(of.readsTexts)} as files, p.title, p.abstract
      from ${unread(of)} and (${after ?? null}::uuid is null or p.id > ${after ?? null}::uuid)
     order by p.id limit ${most}`.execute(tx)
  return rows
}

/** The text of the files of a paper that can be read. */
export async function pagesOfPaper(tx: UserTx, { id, library_id: library }: UnreadPaper) {
  const { rows } = await sql<{ fileId: string; number: number; text: string }>`
    select g.file_id as "fileId", g.number, g.text from files f
      join pages g on g.library_id = f.library_id and g.file_id = f.id
     where f.library_id = ${library} and f.paper_id = ${id} and f.state = 'read' and f.text_quality in ('good', 'ocr')
     order by f.id, g.number limit 2000`.execute(tx)
  return rows
}

/** The vectors a paper has of a stamp, by what was read. */
export async function knownVectors(tx: UserTx, paper: UnreadPaper, stamp: string) {
  const { rows } = await sql<{ sha: string; vector: Buffer }>`
    select encode(v.text_sha, 'hex') as sha, v.vector from passages s
      join passage_vectors v on v.library_id = s.library_id and v.passage_id = s.id
     where s.library_id = ${paper.library_id} and s.paper_id = ${paper.id} and s.stamp = ${stamp}`.execute(tx)
  return new Map(rows.map(({ sha, vector }) => [sha, vector]))
}

export type NewPassage = {
  readonly sha: string
  readonly excerpt: string
  readonly fileId: string | null
  readonly page: number | null
  readonly signs: string
  readonly vector: Buffer
}

/** Puts the passages of a paper in the place of those it had. A paper that is gone by now gets none. */
export async function putPassages(
  tx: UserTx,
  { id, library_id: library, version, files }: UnreadPaper,
  stamp: string,
  passages: readonly NewPassage[],
): Promise<void> {
  await sql`delete from passages where library_id = ${library} and paper_id = ${id}`.execute(tx)
  await sql`
    with there as (
      select p.id, p.library_id from papers p where p.library_id = ${library} and p.id = ${id} for key share
    ), given as (
      select uuidv7() as passage_id, e.* from unnest(
        ${passages.map(({ sha }) => sha)}::text[], ${passages.map(({ excerpt }) => excerpt)}::text[],
        ${passages.map(({ fileId }) => fileId)}::uuid[], ${passages.map(({ page }) => page)}::int[],
        ${passages.map(({ signs }) => signs)}::text[], ${passages.map(({ vector }) => vector.toString('base64'))}::text[])
        as e (sha, excerpt, file_id, page, signs, vector)
    ), put as (
      insert into passages (library_id, id, paper_id, stamp, file_id, page, signs)
        select there.library_id, given.passage_id, there.id, ${stamp}, given.file_id, given.page, given.signs::varbit
          from given cross join there
         where given.file_id is null
            or exists (select from files f where f.library_id = there.library_id and f.id = given.file_id)
      returning library_id, id
    ), vectors as (
      insert into passage_vectors (library_id, passage_id, text_sha, excerpt, vector)
        select put.library_id, put.id, decode(given.sha, 'hex'), given.excerpt, decode(given.vector, 'base64')
          from put join given on given.passage_id = put.id
    )
    insert into meaning_papers (paper_id, library_id, stamp, seen_version, seen_files, passages)
      select there.id, there.library_id, ${stamp}, ${version}::bigint, ${files}, ${passages.length} from there
    on conflict (paper_id) do update set library_id = excluded.library_id, stamp = excluded.stamp,
      seen_version = excluded.seen_version, seen_files = excluded.seen_files, passages = excluded.passages`.execute(
    tx,
  )
}

/** Forgets all that was made of some libraries. */
export async function deletePassages(tx: UserTx, libraries: readonly string[]): Promise<void> {
  await sql`delete from passages where library_id = any (${[...libraries]}::uuid[])`.execute(tx)
  await sql`delete from meaning_papers where library_id = any (${[...libraries]}::uuid[])`.execute(tx)
}

/** How far the reading is, and what it takes. */
export async function countRead(tx: UserTx, of: Of) {
  const libraries = [...of.libraries]
  const { rows } = await sql<{ papers: number; waiting: number; passages: number }>`
    select (select count(*)::int from papers p
             where p.library_id = any (${libraries}::uuid[]) and p.trashed_at is null) as papers,
           (select count(*)::int from ${unread(of)}) as waiting,
           coalesce(sum(m.passages), 0)::int as passages
      from meaning_papers m where m.library_id = any (${libraries}::uuid[]) and m.stamp = ${of.stamp}`.execute(
    tx,
  )
  return rows[0] ?? { papers: 0, waiting: 0, passages: 0 }
}

/**
 * What is left to read: letters of records by their bytes (three to a Korean sign, one to a Latin letter), and pages.
 * Papers read in another stamp count whole; those read again are mostly as they were, and count all the same.
 */
export async function sizeOfUnread(tx: UserTx, of: Of) {
  const pages = of.readsTexts
    ? sql`coalesce((select sum(f.page_count) from files f where f.library_id = p.library_id and f.paper_id = p.id
                       and f.state = 'read' and f.text_quality in ('good', 'ocr')), 0)`
    : sql`0`
  const { rows } = await sql<{ papers: number; bytes: number; pages: number }>`
    select count(*)::int as papers, coalesce(sum(octet_length(p.title) + coalesce(octet_length(p.abstract), 0)), 0)::float8 as bytes,
           coalesce(sum(${pages}), 0)::float8 as pages
      from ${unread(of)}`.execute(tx)
  return rows[0] ?? { papers: 0, bytes: 0, pages: 0 }
}

type Near = {
  readonly libraries: readonly string[]
  readonly stamp: string
  readonly question: Planes
  /** Of these papers only; undefined: of all. */
  readonly within: readonly string[] | undefined
  /** So many at most, and one more that says there are others. */
  readonly most: number
}

export type NearRow = {
  /** How many passages were taken, those of papers in the trash too. */
  readonly taken: number
  readonly paper_id: string
  readonly file_id: string | null
  readonly page: number | null
  readonly excerpt: string
  readonly vector: Buffer
}

/** How much of a question points the way of a passage `s`. */
function weighed({ least, step, planes }: Planes) {
  const counts = planes.map((plane, at) => sql`${2 ** at}::int * bit_count(s.signs & ${plane}::varbit)`)
  return sql`${least}::float8 * bit_count(s.signs) + ${step}::float8 * (${sql.join(counts, sql` + `)})`
}

/**
 * The passages whose signs say that they are nearest to the question, with their vectors: all of them when there are no more than asked
 * for. It reads the signs of every passage of the libraries, which row-level security asks about once.
 */
export async function nearPassages(tx: UserTx, { libraries, stamp, question, within, most }: Near) {
  const { rows } = await sql<NearRow>`
    with near as materialized (
      select s.library_id, s.id, s.paper_id, s.file_id, s.page from passages s
       where s.library_id = any (${[...libraries]}::uuid[]) and s.stamp = ${stamp}
         ${within === undefined ? sql`` : sql`and s.paper_id = any (${[...within]}::uuid[])`}
       order by ${weighed(question)} desc, s.id limit ${most + 1})
    select (select count(*)::int from near) as taken, near.paper_id, near.file_id, near.page, v.excerpt, v.vector
      from near join papers p on p.library_id = near.library_id and p.id = near.paper_id and p.trashed_at is null
      join passage_vectors v on v.library_id = near.library_id and v.passage_id = near.id`.execute(tx)
  return rows
}
