import { useInfiniteQuery } from '@tanstack/react-query'
import { TrashList } from '#features/papers/web/trash/TrashList.tsx'
import { trashQuery } from '#features/papers/web/trash/trash-query.ts'
import { trashWords } from '#features/papers/web/trash/words.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'

/** Papers that were removed and can still be brought back. */
export function TrashPage() {
  const words = useWords(trashWords)
  const keptDays = useInfiniteQuery(trashQuery).data?.pages[0]?.keptDays
  useTitle(words.title)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page">
        <header className="border-b px-4 pt-6 pb-3 md:px-5">
          <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
          <p className="mt-0.5 min-h-5 text-ink-soft">
            {keptDays === undefined ? null : words.description(keptDays)}
          </p>
        </header>
        <TrashList />
      </div>
    </div>
  )
}
