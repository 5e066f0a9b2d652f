import { ArrowRight } from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import type { Change } from '../contract.ts'
import { toldChange } from './told-change.ts'
import { historyWords } from './words.ts'

/** One thing that became another. */
export function ChangeLine({ change }: { readonly change: Change }) {
  const words = useWords(historyWords)
  const { thing, before, after } = toldChange(words, change)
  return (
    <div className="flex flex-wrap items-baseline gap-x-2">
      <dt className="shrink-0 text-ink-faint text-xs">{thing}</dt>
      <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 text-sm">
        {before === after ? null : (
          <>
            <span className="line-clamp-3 break-words text-ink-soft">{before}</span>
            <ArrowRight
              className="size-3 shrink-0 self-center text-ink-faint"
              role="img"
              aria-label={words.became}
            />
          </>
        )}
        <span className="line-clamp-3 break-words">{after}</span>
      </dd>
    </div>
  )
}
