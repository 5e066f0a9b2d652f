import { type RawBuilder, sql } from 'kysely'
import type { UserTx } from '#platform/database/transactions.ts'
import { conditions, type ListFilter } from './filter-queries.ts'
import { lettersOf, papersByLetters } from './letters-queries.ts'
import { joinJudgement } from './order-queries.ts'

/** The libraries the asking person sees. */
async function myLibraries(tx: UserTx): Promise<readonly string[]> {
  const { rows } = await sql<{ ids: string[] }>`select app.my_libraries() as ids`.execute(tx)
  return rows[0]?.ids ?? []
}

/** What is asked of the papers that a filter leaves. */
export type Asked = {
  readonly columns: RawBuilder<unknown>
  readonly where?: RawBuilder<unknown>
  /** Order and most rows, of each library by itself. */
  readonly tail?: RawBuilder<unknown>
  /** Whether it speaks of the person's judgement. */
  readonly judged?: boolean
  /** Papers found by words that are looked at, when not only the best matches are wanted. */
  readonly most?: number
  /** Whether it speaks of the rank. */
  readonly ranked?: boolean
}

/**
 * The papers a filter without words leaves, as a subquery `listed`. Where letters of a name are asked for, the papers that
 * have them are looked up first, unless there are too many of them.
 */
export async function streams(
  tx: UserTx,
  filter: ListFilter & { readonly words: undefined },
  asked: Asked,
): Promise<RawBuilder<unknown>> {
  const letters = lettersOf(filter)
  if (letters === undefined) return walked(tx, filter, asked)
  const { columns, where = sql`true`, tail = sql``, judged = false } = asked
  const judgement = judged || filter.ratingHalvesMin !== undefined ? joinJudgement : sql``
  const tooMany = sql`${where} and (select among.ids is null from among)`
  return sql`(with among as materialized (select ${papersByLetters(letters, filter)} as ids)
              (select ${columns} from unnest((select among.ids from among)) as among (id) join papers p on p.id = among.id ${judgement}
                where ${conditions(filter)} and ${where} ${tail})
              union all
              select * from ${await walked(tx, filter, { ...asked, where: tooMany })}) as listed`
}

/**
 * As {@link streams}, without looking up letters. Each library is read by itself and the ordered streams are merged: asked
 * for all of them at once, the planner sorts everything.
 */
export async function walked(
  tx: UserTx,
  filter: ListFilter & { readonly words: undefined },
  { columns, where = sql`true`, tail = sql``, judged = false }: Asked,
): Promise<RawBuilder<unknown>> {
  const judgement = judged || filter.ratingHalvesMin !== undefined ? joinJudgement : sql``
  const libraries = filter.libraryId === undefined ? await myLibraries(tx) : [filter.libraryId]
  const stream = (library: string | null) =>
    sql`(select ${columns} from papers p ${judgement}
          where p.library_id = ${library}::uuid and ${conditions(filter)} and ${where} ${tail})`
  const each = libraries.length === 0 ? [stream(null)] : libraries.map(stream)
  return sql`(${sql.join(each, sql` union all `)}) as listed`
}
