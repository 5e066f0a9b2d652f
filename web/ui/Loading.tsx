import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Skeleton } from './Skeleton.tsx'

const widths = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2', 'w-2/3']

/** Rows that are on their way; says so to screen readers once. */
export function Loading({ rows = 6 }: { readonly rows?: number }) {
  const words = useWords(uiWords)
  return (
    <div role="status" className="flex flex-col gap-4 p-4">
      <span className="sr-only">{words.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <Skeleton key={row} className={widths[row % widths.length] ?? ''} />
      ))}
    </div>
  )
}
