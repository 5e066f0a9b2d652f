import pg from 'pg'
import { z } from 'zod'

type Library = { readonly id: string; readonly owner_id: string }

/** Words are computed so many papers at a time, so that no statement holds more than these in memory. */
const indexedAtOnce = 5_000

/** What the list needs of a big library: papers of several decades, a third judged, a tenth tagged, some without a year. */
const statements = ({ id: libraryId, owner_id: userId }: Library, count: number): string => `
  set session_replication_role = replica;
  insert into papers (library_id, csl, title, authors, year, venue, abstract, likeness, added_at, updated_at, version)
    select '${libraryId}',
           jsonb_build_object('type', 'article-journal', 'title', title,
                              'author', jsonb_build_array(jsonb_build_object('family', family, 'given', 'A. ' || n % 7))),
           title, array['A. ' || n % 7 || ' ' || family, 'B. Writer' || n % 700], nullif(1960 + n % 66, 2025),
           nullif('Proceedings of Venue ' || n % 40, 'Proceedings of Venue 39'), repeat(title || '. ', 6), 'bench ' || n,
           now() - n * interval '1 minute', now() - n * interval '1 minute', n
      from (select n, 'Author' || n % 900 as family,
                   (array['검색', 'Indexing', 'Sparse graphs', 'Robust memory', 'Causal policy', '분산 저장소'])[1 + n % 6]
                   || ' of ' || (array['transformers', 'korean text', 'private kernels', 'convex search'])[1 + n % 4]
                   || ', study ' || n as title
              from generate_series(1, ${count}) as n) as made;
  insert into judgements (library_id, paper_id, user_id, rating_halves, status)
    select library_id, id, '${userId}', nullif(version % 11, 0), (array['read', 'reading', 'set_aside'])[1 + version % 3]
      from papers where library_id = '${libraryId}' and version % 3 = 0;
  insert into tags (library_id, name, colour, paper_count)
    select '${libraryId}', 'tenth', null, ${Math.floor(count / 10)};
  insert into paper_tags (library_id, paper_id, tag_id)
    select p.library_id, p.id, t.id from papers p join tags t on t.library_id = p.library_id
     where p.library_id = '${libraryId}' and p.version % 10 = 0;
  update libraries set version = ${count} where id = '${libraryId}';
  set session_replication_role = origin;
  -- What is put there past all triggers tells nothing of itself.
  select pg_notify('seogo_changes', 'cache ' || pg_current_xact_id() || ' *');`

/**
 * Fills the first person's library straight in the database: through the door every paper takes the library's row for its number, and a
 * hundred thousand would take most of an hour. What the triggers would have kept is kept by hand, the words of the search
 * included.
 * @returns seconds it took
 */
export async function seedPapers(admin: pg.ClientConfig, count: number): Promise<number> {
  const start = performance.now()
  const client = new pg.Client(admin)
  await client.connect()
  try {
    const { rows } = await client.query('select id, owner_id from libraries limit 1')
    const library = z.object({ id: z.uuid(), owner_id: z.uuid() }).parse(rows[0])
    await client.query(statements(library, count))
    for (let from = 1; from <= count; from += indexedAtOnce) {
      await client.query(
        `select app.index_papers((select array_agg(id) from papers
           where library_id = $1 and version between $2 and $3))`,
        [library.id, from, from + indexedAtOnce - 1],
      )
    }
    await client.query('vacuum analyze papers, judgements, tags, paper_tags, paper_search')
  } finally {
    await client.end()
  }
  return (performance.now() - start) / 1_000
}
