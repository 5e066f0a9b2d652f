import { RecentActs } from '#features/history/web/RecentActs.tsx'
import { historyWords } from '#features/history/web/words.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'

/** What the person changed of late, and the way back. */
export function HistoryPage() {
  const words = useWords(historyWords)
  useTitle(words.recent)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page">
        <header className="border-b px-4 pt-6 pb-3 md:px-5">
          <h1 className="font-semibold text-xl tracking-tight">{words.recent}</h1>
          <p className="mt-0.5 text-ink-soft">{words.recentHelp}</p>
        </header>
        <RecentActs />
      </div>
    </div>
  )
}
