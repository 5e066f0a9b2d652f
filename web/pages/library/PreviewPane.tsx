import { Link } from '@tanstack/react-router'
import { BookOpen } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import type { MeantRank } from '#features/search/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { libraryWords } from './words.ts'

// Its editors are only needed once a paper is chosen.
const PaperCard = lazy(async () => ({ default: (await import('./PaperCard.tsx')).PaperCard }))

type Props = {
  readonly paper: PaperSummary | undefined
  /** By which it is in the list. */
  readonly question: string | undefined
  readonly rank: MeantRank | undefined
}

/** The current paper beside the list, on wide screens. */
export function PreviewPane({ paper, question, rank }: Props) {
  const words = useWords(libraryWords)
  return (
    <aside
      aria-label={words.preview}
      className="flex w-100 shrink-0 flex-col border-l bg-paper max-xl:hidden 2xl:w-120"
    >
      {paper === undefined ? (
        <div className="m-auto max-w-64 px-6 text-center text-ink-faint">
          <p>{words.pickOne}</p>
          <p className="mt-1 text-xs">{words.pickOneHelp}</p>
        </div>
      ) : (
        <>
          <div className="min-h-0 flex-1 overflow-y-auto p-5">
            <Suspense fallback={<Loading rows={6} />}>
              <PaperCard key={paper.id} paper={paper} question={question} rank={rank} />
            </Suspense>
          </div>
          <div className="flex items-center justify-between gap-3 border-t px-5 py-2.5">
            <Link to="/papers/$paperId" params={{ paperId: paper.id }} className={buttonClasses('primary')}>
              <BookOpen aria-hidden />
              {words.open}
            </Link>
            <Kbd keys="Enter" />
          </div>
        </>
      )}
    </aside>
  )
}
