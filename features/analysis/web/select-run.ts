import type { AnalysisRun } from '../contract.ts'

/** The run to show: the one asked for, else the one whose claim is shown, else the newest. */
export function selectRun(
  runs: readonly AnalysisRun[],
  runId: string | undefined,
  shownClaim: string | undefined,
): AnalysisRun | undefined {
  const answerId = shownClaim?.split('.')[0]
  return (
    runs.find(({ id }) => id === runId) ??
    runs.find(({ answers }) => answers.some(({ id }) => id === answerId)) ??
    runs[0]
  )
}
