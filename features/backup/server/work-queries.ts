import type { SystemTx } from '#platform/database/transactions.ts'

const unfinished = ['waiting', 'delayed', 'active', 'retrying'] as const

/** The backup jobs that have not ended, the oldest first, and the one that ended last. */
export async function listBackupWork(tx: SystemTx, kinds: readonly string[]) {
  const jobs = () =>
    tx
      .selectFrom('background_jobs')
      .select([
        'id',
        'kind',
        'state',
        'stage',
        'progress_percent',
        'error_code',
        'error_message',
        'created_at',
        'finished_at',
      ])
      .where('kind', 'in', kinds)
  return {
    underWay: await jobs().where('state', 'in', unfinished).orderBy('created_at').orderBy('id').execute(),
    lastEnded: await jobs()
      .where('state', 'in', ['completed', 'failed'])
      .orderBy('finished_at', 'desc')
      .limit(1)
      .executeTakeFirst(),
  }
}
