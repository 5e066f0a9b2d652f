import type pg from 'pg'
import { z } from 'zod'

const planLine = z.object({ 'QUERY PLAN': z.string() })

const searches: Readonly<Record<string, string>> = {
  'words of one library': `select paper_id from paper_search where library_id = any (array[$1::uuid]) and words @@ app.search_query('deep learning')`,
  'words of a block': `select paper_id from paper_search
     where library_id = any (array[$1::uuid]) and block = 0::smallint and words @@ app.search_query('deep learning')`,
  'best titles': `select paper_id from paper_search where library_id = any (array[$1::uuid])
     and app.title_ranks(words) @@ app.title_query(app.search_query('deep learning'), 9)`,
  'letters of a person': `select id from papers where library_id = any (array[$1::uuid]) and app.names_lower(authors) like '%kowalski%'`,
  'letters of a venue': `select id from papers where library_id = any (array[$1::uuid]) and lower(venue) like '%nature%'`,
  'spellings of a word': `select term from search_vocabulary
     where library_id = any (array[$1::uuid]) and kind = 'word' and term % 'lerning'`,
  'beginnings of titles': `select id from papers where library_id = $1 and trashed_at is null
     and title_key >= 'deep' and title_key < 'deep' || U&'\\+10FFFF' order by title_key, id limit 5`,
}

/** The plans of the statements that a search is made of; none may walk over a whole table. */
export async function plansOf(client: pg.Client, { libraryId }: { libraryId: string; userId: string }) {
  const plans = []
  for (const [name, text] of Object.entries(searches)) {
    const { rows } = await client.query(`explain ${text.replaceAll('$1', `'${libraryId}'`)}`)
    const plan = z
      .array(planLine)
      .parse(rows)
      .map((line) => line['QUERY PLAN'])
    plans.push({ name, scansWhole: plan.some((line) => line.includes('Seq Scan')), plan: plan[0] })
  }
  return plans
}
