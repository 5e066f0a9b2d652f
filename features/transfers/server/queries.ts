import type { PaperId, UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** Papers outside the trash that the asking person sees, with where they stand. */
export async function listSources(tx: UserTx, ids: readonly PaperId[]) {
  return await tx
    .selectFrom('papers')
    .select(['id', 'library_id'])
    .where('id', 'in', [...ids])
    .where('trashed_at', 'is', null)
    .execute()
}

/** The files of a paper, the first one first. */
export async function listFilesOf(tx: UserTx, paperId: PaperId) {
  return await tx
    .selectFrom('files')
    .select(['sha256', 'name', 'media_type', 'size_bytes'])
    .where('paper_id', '=', paperId)
    .orderBy('main_at', (order) => order.desc().nullsLast())
    .orderBy('added_at')
    .orderBy('id')
    .execute()
}

/** What the person thinks of a paper. */
export async function findJudgement(tx: UserTx, userId: UserId, paperId: PaperId) {
  return await tx
    .selectFrom('judgements')
    .select(['rating_halves', 'status'])
    .where('user_id', '=', userId)
    .where('paper_id', '=', paperId)
    .executeTakeFirst()
}
