import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { paperWords } from '../words.ts'

type Props = {
  readonly page: number
  readonly pageCount: number
  readonly onPage: (page: number) => void
}

/** The page one is on, to be overwritten with the one to go to. */
export function PageNumber({ page, pageCount, onPage }: Props) {
  const words = useWords(paperWords)
  const [written, setWritten] = useState<string | null>(null)
  const go = () => {
    const wished = Number(written)
    if (written !== null && Number.isInteger(wished) && wished >= 1 && wished <= pageCount) onPage(wished)
    setWritten(null)
  }
  return (
    <div className="ml-1 flex shrink-0 items-center gap-1.5 whitespace-nowrap text-ink-faint text-xs">
      <input
        aria-label={words.page}
        inputMode="numeric"
        disabled={pageCount === 0}
        value={written ?? (pageCount === 0 ? '' : String(page))}
        onChange={(event) => setWritten(event.target.value)}
        onBlur={go}
        onKeyDown={(event) => {
          // The keys of the reader work again.
          if (event.key === 'Enter') event.currentTarget.blur()
          if (event.key === 'Escape') setWritten(null)
        }}
        onFocus={(event) => event.currentTarget.select()}
        className="h-6 w-11 rounded-sm border border-edge bg-sheet text-center text-ink"
      />
      {pageCount === 0 ? null : words.ofPages(pageCount)}
    </div>
  )
}
