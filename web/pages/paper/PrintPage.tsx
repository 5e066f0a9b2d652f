import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { runsQuery } from '#features/analysis/web/analysis-queries.ts'
import { PrintedRun } from '#features/analysis/web/PrintedRun.tsx'
import { selectRun } from '#features/analysis/web/select-run.ts'
import { PaperHeading } from '#features/papers/web/PaperHeading.tsx'
import { paperQuery } from '#features/papers/web/paper-queries.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button, buttonClasses } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { paperPageWords } from './words.ts'

/** The analysis of a paper as it goes to the printer: nothing around it, every claim with its quote and page. */
export function PrintPage() {
  const words = useWords(paperPageWords)
  const { paperId } = useParams({ from: '/frame/papers/$paperId/print' })
  const { run: runId } = useSearch({ from: '/frame/papers/$paperId/print' })
  const paper = useQuery(paperQuery(paperId))
  const runs = useQuery(runsQuery(paperId))
  useTitle(paper.data?.title)
  if (paper.isPending || runs.isPending) return <Loading rows={12} />
  if (paper.data === undefined || runs.data === undefined) {
    const failed = paper.data === undefined ? paper : runs
    return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
  }
  const run = selectRun(runs.data.items, runId, undefined)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet print:overflow-visible print:bg-transparent">
      <article className="mx-auto max-w-read px-4 py-6 print:max-w-none print:p-0">
        <div className="mb-6 flex flex-wrap gap-2 print:hidden">
          <Button look="primary" onClick={() => window.print()}>
            <Printer aria-hidden />
            {words.print}
          </Button>
          <Link to="/papers/$paperId" params={{ paperId }} className={buttonClasses()}>
            {words.backToPaper}
          </Link>
        </div>
        <PaperHeading paper={paper.data} level="h1" />
        <div className="mt-4">
          {run === undefined ? <EmptyState title={words.nothingToPrint} /> : <PrintedRun run={run} />}
        </div>
      </article>
    </div>
  )
}
