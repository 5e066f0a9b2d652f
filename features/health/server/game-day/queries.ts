import type { Breakable } from '#contract/health.ts'
import type { SystemTx } from '#platform/database/transactions.ts'

const columns = ['id', 'part', 'target', 'begun_at', 'ends_at', 'ended_at'] as const

type NewBreak = {
  readonly part: Breakable
  readonly target: string | null
  readonly at: Date
  readonly endsAt: Date
  readonly by: string | null
}

export async function insertBreak(tx: SystemTx, { part, target, at, endsAt, by }: NewBreak): Promise<string> {
  const { id } = await tx
    .insertInto('game_day_breaks')
    .values({ part, target, begun_at: at, ends_at: endsAt, begun_by: by })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What is broken at a moment. */
export async function listStanding(tx: SystemTx, at: Date) {
  return await tx
    .selectFrom('game_day_breaks')
    .select(columns)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', at)
    .execute()
}

/** The last breaks, newest first. */
export async function listBreaks(tx: SystemTx, limit: number) {
  return await tx
    .selectFrom('game_day_breaks')
    .leftJoin('auth.users as people', 'people.id', 'game_day_breaks.begun_by')
    .select(columns.map((column) => `game_day_breaks.${column}` as const))
    .select('people.name')
    .orderBy('game_day_breaks.id', 'desc')
    .limit(limit)
    .execute()
}
export type BreakRow = Awaited<ReturnType<typeof listBreaks>>[number]

/** Ends one that stands, or all of them. @returns which */
export async function endBreaks(tx: SystemTx, { id, at }: { id: string | undefined; at: Date }) {
  return await tx
    .updateTable('game_day_breaks')
    .set({ ended_at: at })
    .where('ended_at', 'is', null)
    .where('ends_at', '>', at)
    .$if(id !== undefined, (breaks) => breaks.where('id', '=', id ?? ''))
    .returning(['id', 'part', 'target'])
    .execute()
}
