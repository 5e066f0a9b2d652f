import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PaperSummary } from '#features/papers/contract.ts'
import { FirstPage } from '#features/papers/web/FirstPage.tsx'
import { PaperAbstract } from '#features/papers/web/PaperAbstract.tsx'
import { PaperHeading } from '#features/papers/web/PaperHeading.tsx'
import { paperQuery } from '#features/papers/web/paper-queries.ts'
import { PaperCollections } from '#features/reading/web/collections/PaperCollections.tsx'
import { PaperRating } from '#features/reading/web/PaperRating.tsx'
import { StatusSelect } from '#features/reading/web/StatusSelect.tsx'
import { TagEditor } from '#features/reading/web/TagEditor.tsx'
import type { MeantRank } from '#features/search/contract.ts'
import { MatchList } from '#features/search/web/MatchList.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { PaperLibrary } from '../PaperLibrary.tsx'
import { useMayEdit } from '../useLibraries.ts'

type Props = {
  readonly paper: PaperSummary
  /** By which it is in the list: told where its words stand. */
  readonly question?: string | undefined
  /** Where it stands by words and by meaning. */
  readonly rank?: MeantRank | undefined
}

/** A paper at a glance, with one's judgement of it. */
export function PaperCard({ paper, question, rank }: Props) {
  const mayWrite = useMayEdit(paper.libraryId)
  const detail = useQuery(paperQuery(paper.id))
  return (
    <article className="flex flex-col gap-4">
      <div className="flex gap-4">
        <div className="min-w-0 flex-1">
          <PaperHeading paper={paper} />
          <PaperLibrary libraryId={paper.libraryId} />
        </div>
        <FirstPage paper={paper} className="w-24 shrink-0 self-start" />
      </div>
      {question === undefined ? null : (
        <MatchList
          paperId={paper.id}
          question={question}
          rank={rank}
          passageLink={({ fileId, page }, text) => (
            <Link
              to="/papers/$paperId"
              params={{ paperId: paper.id }}
              search={{ file: fileId, page }}
              className="text-accent hover:underline"
            >
              {text}
            </Link>
          )}
        />
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PaperRating paper={paper} size="md" />
        <StatusSelect paper={paper} />
      </div>
      <TagEditor paper={paper} mayWrite={mayWrite} />
      <PaperCollections paper={paper} mayWrite={mayWrite} />
      {detail.isPending ? <Loading rows={4} /> : null}
      {detail.isError ? (
        <ErrorState error={detail.error} onRetry={() => void detail.refetch()} small />
      ) : null}
      {detail.data === undefined ? null : <PaperAbstract abstract={detail.data.abstract} />}
    </article>
  )
}
