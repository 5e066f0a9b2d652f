import type { Tx } from '#platform/database/transactions.ts'

/** Answers, each beside the run it belongs to. */
export function answersWithRuns(tx: Tx) {
  return tx
    .selectFrom('analysis_answers')
    .innerJoin('analysis_runs', (join) =>
      join
        .onRef('analysis_runs.library_id', '=', 'analysis_answers.library_id')
        .onRef('analysis_runs.id', '=', 'analysis_answers.run_id'),
    )
}
