import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { paperQuery } from '#features/papers/web/paper-queries.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { PaperRoom } from './PaperRoom.tsx'

export function PaperPage() {
  const { paperId } = useParams({ from: '/frame/papers/$paperId' })
  const paper = useQuery(paperQuery(paperId))
  if (paper.isPending) return <Loading rows={12} />
  if (paper.data === undefined) {
    return (
      <div className="px-6">
        <ErrorState error={paper.error} onRetry={() => void paper.refetch()} />
      </div>
    )
  }
  return <PaperRoom key={paperId} paper={paper.data} />
}
