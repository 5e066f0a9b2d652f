import { useQuery } from '@tanstack/react-query'
import { Navigate, useParams } from '@tanstack/react-router'
import { paperQuery } from '#features/papers/web/paper-queries.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { PaperRoom } from './PaperRoom.tsx'
import { paperPageWords } from './words.ts'

export function PaperPage() {
  const words = useWords(paperPageWords)
  const { paperId } = useParams({ from: '/frame/papers/$paperId' })
  const paper = useQuery(paperQuery(paperId))
  useTitle(paper.data?.title)
  if (paper.isPending) {
    return (
      <>
        <h1 className="sr-only">{words.panel}</h1>
        <Loading rows={12} />
      </>
    )
  }
  if (paper.data === undefined) {
    return (
      <div className="px-6">
        <h1 className="sr-only">{words.panel}</h1>
        <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />
      </div>
    )
  }
  // Another paper took this one in.
  if (paper.data.id !== paperId)
    return <Navigate to="/papers/$paperId" params={{ paperId: paper.data.id }} replace />
  return <PaperRoom key={paperId} paper={paper.data} />
}
