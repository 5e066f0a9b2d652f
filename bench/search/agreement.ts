import type pg from 'pg'
import { z } from 'zod'
import type { Questions } from './timing.ts'

const page = z.array(z.object({ ids: z.array(z.string()) }))
const often = z.array(z.object({ often: z.boolean() }))
const looked = 20
const questionsEach = 10

const bounded = `select ids from app.rank_papers($1, '{}', '{}', 10001, null, null, ${looked}, null, null)`

/** The last stage's formula over everything that is found, with no stage before it. */
const whole = `
  with telling as materialized (
    select t.* from app.search_tellings($1, array[$2::uuid], (select greatest(version, 10) from libraries where id = $2)::real) as t
  ), scored as (
    select s.paper_id as id, sum(t.telling * ts_rank('{0.15, 0.35, 0.5, 1}', s.words, t.term, 0)) / (1 + 0.15 * ln(1 + length(s.words))) as score
      from paper_search s cross join telling t where s.library_id = $2 and s.words @@ app.search_query($1) group by s.paper_id
  )
  select array(select id::text from scored order by score desc, id desc limit ${looked}) as ids`

/** The question as the list asks it: a blank behind a frequent last word says that it is no beginning of others. */
async function asListed(client: pg.Client, question: string): Promise<string> {
  const { rows } = await client.query('select app.stands_often($1) as often', [question.split(' ').at(-1)])
  return often.parse(rows)[0]?.often ? `${question} ` : question
}

/**
 * How far the staged ranking agrees with one that ranks everything found by its last stage: the share of its first twenty
 * that are among the first twenty of the other.
 */
export async function agreement(
  client: pg.Client,
  { libraryId, userId, questions }: { libraryId: string; userId: string; questions: Questions },
) {
  const results: Record<string, { overlapAt20: number; n: number }> = {}
  const idsOf = async (text: string, values: unknown[]) =>
    page.parse((await client.query(text, values)).rows)[0]?.ids ?? []
  await client.query(`select set_config('app.user_id', $1, false)`, [userId])
  for (const [kind, asked] of Object.entries(questions)) {
    let shared = 0
    let all = 0
    for (const words of asked.slice(0, questionsEach)) {
      const question = await asListed(client, words)
      const ours = await idsOf(bounded, [question])
      const theirs = await idsOf(whole, [question, libraryId])
      shared += ours.filter((id) => theirs.includes(id)).length
      all += Math.max(ours.length, theirs.length)
    }
    if (all === 0) continue
    results[kind] = {
      overlapAt20: Math.round((shared / all) * 100) / 100,
      n: Math.min(questionsEach, asked.length),
    }
  }
  return results
}
