import pg from 'pg'
import { z } from 'zod'
import { type PaperRecord, toCsl } from '../installation.ts'
import { round } from '../measure.ts'
import type { Progress } from './kept.ts'

const papersPerStatement = 2_000
const indexedAtOnce = 2_000
const learnedAtOnce = 100_000

type Loading = {
  readonly papers: Iterable<PaperRecord>
  /** Whose library is asked. */
  readonly libraryId: string
  readonly userId: string
  readonly progress: Progress
  /** How many libraries the papers are spread over in turn; the asked one is the first. */
  readonly libraries: number
}

/** Two connections work beside each other: the machine has two cores or more. */
const connections = 2

const insertPapers = `
  insert into papers (library_id, csl, title, authors, year, venue, abstract, doi, likeness, added_at, updated_at, version)
  select ($1::uuid[])[1 + (version - 1) % $4], csl, title, array(select jsonb_array_elements_text(names)), year, venue,
         nullif(abstract, ''), doi, 'bench ' || version, now() - ($3 - version) * interval '30 seconds', now(), (version - 1) / $4 + 1
    from jsonb_to_recordset($2::jsonb)
      as made (version bigint, csl jsonb, title text, names jsonb, year smallint, venue text, abstract text, doi text)`

const judgements = `
  insert into judgements (library_id, paper_id, user_id, rating_halves, status)
    select library_id, id, $2, 1 + version % 10, (array['read', 'reading', 'set_aside'])[1 + version % 3]
      from papers where library_id = $1 and version % 3 = 0`
const tags = `
  with made as (insert into tags (library_id, name) select $1, name from unnest(array['nlp', 'robots', 'to read']) as name returning id, name)
  insert into paper_tags (library_id, paper_id, tag_id)
    select $1, p.id, made.id from papers p join made on p.version % 30 = length(made.name) where p.library_id = $1`

/** Libraries beside the asked one, which the asking person is not in. */
const otherLibraries = `
  insert into libraries (name, kind, owner_id) select 'Library ' || n, 'shared', $1 from generate_series(2, $2::int) as n`

/**
 * Papers straight into the tables with what the triggers would have kept, then the index and the vocabulary as the house
 * makes them. What an earlier run has done is not done again.
 * @returns seconds of each step and bytes of each index
 */
export async function load(
  admin: pg.ClientConfig,
  { papers, libraryId, userId, libraries, progress }: Loading,
  count: number,
) {
  const pool = new pg.Pool({ ...admin, max: connections })
  const { step } = progress
  try {
    await step('libraries', () => quietly(pool, [otherLibraries, [userId, libraries]]))
    const ids = [libraryId, ...(await otherIds(pool, libraryId))]
    const each = Math.ceil(count / libraries)
    if (!('words' in progress.seconds)) await takeOff(pool, progress)
    await step('papers', () => insertAll(pool, { papers, ids }, count))
    await step('judgements and tags', async () => {
      await quietly(pool, [judgements, [libraryId, userId]])
      await quietly(pool, [tags, [libraryId]])
      await quietly(pool, ['update libraries set version = $2 where id = any ($1::uuid[])', [ids, each]])
      await pool.query('vacuum analyze papers, judgements, tags, paper_tags')
    })
    await step('words', () => indexAll(pool, ids, each))
    await step('indexes', () => putBack(pool, Object.values(progress.indexes)))
    await learnAll(pool, { id: libraryId, each, progress })
    await step('learned', () => pool.query(noteLearned, [ids]))
    await pool.query('vacuum analyze paper_search, search_vocabulary')
    const { rows } = await pool.query(`
      select relname as name, pg_relation_size(oid) as bytes from pg_class
       where relname in ('papers', 'paper_search', 'paper_search_words', 'paper_search_title',
                         'papers_letters', 'search_vocabulary', 'search_vocabulary_alike')
       order by 1`)
    const sizes = z.array(z.object({ name: z.string(), bytes: z.coerce.number() })).parse(rows)
    const megabytes = Object.fromEntries(sizes.map(({ name, bytes }) => [name, round(bytes / 1e6)]))
    return { seconds: { ...progress.seconds }, megabytes }
  } finally {
    await pool.end()
  }
}

const named = z.array(z.object({ id: z.string() }))

async function otherIds(pool: pg.Pool, libraryId: string): Promise<string[]> {
  const { rows } = await pool.query('select id from libraries where id <> $1 order by id', [libraryId])
  return named.parse(rows).map(({ id }) => id)
}

const noteLearned =
  'insert into search_learned (library_id, version, learned_at) select id, version, now() from libraries where id = any ($1::uuid[])'

/** Without the triggers, which number the papers one after the other under their library's lock. */
async function quietly(pool: pg.Pool, [text, values]: readonly [string, unknown[]]): Promise<unknown[]> {
  const client = await pool.connect()
  try {
    await client.query('set session_replication_role = replica')
    const { rows } = await client.query<Record<string, unknown>>(text, values)
    await client.query('set session_replication_role = origin')
    return rows
  } finally {
    client.release()
  }
}

type Spread = { readonly papers: Iterable<PaperRecord>; readonly ids: readonly string[] }

async function insertAll(pool: pg.Pool, { papers, ids }: Spread, count: number): Promise<void> {
  // Each statement's papers are there or are not; its first one tells.
  const { rows: begun } = await pool.query(
    "select substr(likeness, 7)::int as at from papers where likeness like 'bench %'",
  )
  const there = new Set(
    z
      .array(z.object({ at: z.int() }))
      .parse(begun)
      .map(({ at }) => at),
  )
  let version = 0
  let waiting: Promise<unknown>[] = []
  let rows: { version: number }[] = []
  const flush = async () => {
    if (!there.has(rows[0]?.version ?? 0))
      waiting.push(quietly(pool, [insertPapers, [ids, JSON.stringify(rows), count, ids.length]]))
    rows = []
    if (waiting.length < connections) return
    await Promise.all(waiting)
    waiting = []
  }
  for (const paper of papers) {
    version += 1
    const { title, authors, year, venue, abstract, doi } = paper
    // The abstract stands beside the record; in it once more it would only take room. The id is kept to know a paper again.
    const csl = { ...toCsl({ ...paper, abstract: '' }), id: paper.id }
    const row = { version, csl, title, names: authors, year, venue, abstract, doi: doi?.toLowerCase() }
    rows.push(row)
    if (rows.length === papersPerStatement) await flush()
  }
  if (rows.length > 0) await flush()
  await Promise.all(waiting)
}

/** The indexes of words and letters are made after their rows, as a database is filled; how is noted. */
async function takeOff(pool: pg.Pool, { indexes, save }: Progress): Promise<void> {
  const { rows } = await pool.query(
    `select indexname as name, indexdef as definition from pg_indexes
      where indexname in ('paper_search_words', 'paper_search_title', 'papers_letters')`,
  )
  const there = z.array(z.object({ name: z.string(), definition: z.string() })).parse(rows)
  for (const { name, definition } of there) indexes[name] = definition
  save()
  for (const { name } of there) await pool.query(`drop index ${name}`)
}

async function putBack(pool: pg.Pool, definitions: readonly string[]): Promise<void> {
  await Promise.all(
    definitions.map(async (definition) => {
      const client = await pool.connect()
      await client.query("set maintenance_work_mem = '1GB'")
      await client.query('set role seogo_owner')
      await client.query(definition.replace('CREATE INDEX', 'CREATE INDEX IF NOT EXISTS'))
      await client.query('reset role')
      client.release()
    }),
  )
}

async function indexAll(pool: pg.Pool, ids: readonly string[], each: number): Promise<void> {
  let next = 1
  const step = Math.max(1, Math.floor(indexedAtOnce / ids.length))
  const worker = async () => {
    for (;;) {
      const from = next
      next += step
      if (from > each) return
      await pool.query(
        `select app.index_papers((select array_agg(id) from papers p where library_id = any ($1::uuid[]) and version between $2 and $3
            and not exists (select from paper_search s where s.paper_id = p.id)))`,
        [ids, from, from + step - 1],
      )
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
}

/**
 * Words on one connection and names on the other: they meet in no row. Only the asked library's, which is the first: nobody
 * asks for those of the others, and they take as long as everything else.
 */
async function learnAll(
  pool: pg.Pool,
  { id, each, progress }: { id: string; each: number; progress: Progress },
): Promise<void> {
  await Promise.all(
    ['words', 'names'].map(async (what) => {
      for (let since = 0; since < each; since += learnedAtOnce)
        await progress.step(`vocabulary: ${what} from ${since}`, () =>
          pool.query(`select app.count_${what}($1, $2, $3, 0)`, [id, since, since + learnedAtOnce]),
        )
    }),
  )
}
