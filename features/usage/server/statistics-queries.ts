import { sql } from 'kysely'
import type { SystemTx, Tx } from '#platform/database/transactions.ts'
import type { UsageGrouping } from '../contract.ts'

const labels = {
  model: sql<string | null>`calls.model`,
  provider: sql<string | null>`calls.provider`,
  operation: sql<string | null>`calls.operation`,
  day: sql<string | null>`to_char(calls.day, 'YYYY-MM-DD')`,
  month: sql<string | null>`to_char(calls.month, 'YYYY-MM')`,
  person: sql<string | null>`people.name`,
} as const

type Asked = {
  readonly by: UsageGrouping
  readonly since: Date
  /** Whose; everybody's that may be seen, unless told. */
  readonly userId?: string | undefined
}

/** Sums of the calls that the transaction may see, the dearest first; days in their order. */
export async function sumCalls(tx: Tx, { by, since, userId }: Asked) {
  const label = labels[by]
  const provider = by === 'model' ? sql<string | null>`calls.provider` : sql<string | null>`null::text`
  const person = by === 'person' ? sql<string | null>`calls.user_id` : sql<string | null>`null::uuid`
  return await tx
    .selectFrom('usage_calls as calls')
    .leftJoin('auth.users as people', 'people.id', 'calls.user_id')
    .select([
      label.as('label'),
      provider.as('provider'),
      person.as('user_id'),
      sql<number>`count(*)::int`.as('calls'),
      sql<number>`count(*) filter (where calls.outcome = 'failed')::int`.as('failed_calls'),
      sql<number>`sum(calls.analyses)::int`.as('analyses'),
      sql<number>`sum(calls.input_tokens)::bigint`.as('input_tokens'),
      sql<number>`sum(calls.output_tokens)::bigint`.as('output_tokens'),
      sql<number>`coalesce(sum(calls.cost_micro_usd), 0)::bigint`.as('cost_micro_usd'),
      sql<number>`count(*) filter (where calls.cost_micro_usd is null)::int`.as('unpriced_calls'),
    ])
    .where('calls.at', '>', since)
    .$if(userId !== undefined, (calls) => calls.where('calls.user_id', '=', userId ?? null))
    .groupBy([sql`1`, sql`2`, sql`3`])
    .orderBy(by === 'day' || by === 'month' ? sql`1` : sql`9 desc`)
    .orderBy(sql`1`)
    .execute()
}

/** What calls to each model came to since a moment. */
export async function countOutcomes(tx: SystemTx, since: Date) {
  return tx
    .selectFrom('usage_calls')
    .select([
      'provider',
      'model',
      sql<number>`(count(*) filter (where outcome = 'answered'))::int`.as('answered'),
      sql<number>`(count(*) filter (where outcome = 'failed'))::int`.as('failed'),
    ])
    .where('at', '>=', since)
    .groupBy(['provider', 'model'])
    .orderBy('provider')
    .orderBy('model')
    .execute()
}
