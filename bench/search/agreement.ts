import type pg from 'pg'
import { z } from 'zod'
import type { Questions } from './timing.ts'

const row = z.object({ id: z.string() })
const looked = 20
const questionsEach = 10

/**
 * How far the bounded ranking agrees with one that ranks everything found: the share of its first twenty that are among the
 * first twenty of the ranking over all matches by weighted words, and of those it has in common at the first place.
 */
export async function agreement(
  client: pg.Client,
  { libraryId, userId, questions }: { libraryId: string; userId: string; questions: Questions },
) {
  const results: Record<string, { overlapAt20: number; n: number }> = {}
  const idsOf = async (text: string, values: unknown[]) =>
    z
      .array(row)
      .parse((await client.query(text, values)).rows)
      .map(({ id }) => id)
  await client.query(`select set_config('app.user_id', $1, false)`, [userId])
  for (const [kind, asked] of Object.entries(questions)) {
    let shared = 0
    let all = 0
    for (const question of asked.slice(0, questionsEach)) {
      const args = [question, looked]
      const bounded = await idsOf(
        `select paper_id as id from app.rank_papers($1, '{}', '{}', 5000, null) order by rank desc, paper_id desc limit $2`,
        args,
      )
      const whole = await idsOf(
        `select paper_id as id from app.rank_papers($1, '{}', '{}', 1000000, array(
           select paper_id from paper_search where library_id = $3 and words @@ app.search_query($1)))
          order by rank desc, paper_id desc limit $2`,
        [...args, libraryId],
      )
      shared += bounded.filter((id) => whole.includes(id)).length
      all += Math.max(bounded.length, whole.length)
    }
    if (all > 0)
      results[kind] = {
        overlapAt20: Math.round((shared / all) * 100) / 100,
        n: Math.min(questionsEach, asked.length),
      }
  }
  return results
}
