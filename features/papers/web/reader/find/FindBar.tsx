import { CaseSensitive, ChevronDown, ChevronUp, WholeWord, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { readerWords } from '../words.ts'
import type { Find } from './useFind.ts'

type Props = {
  readonly find: Find
  /** Why this document cannot be searched, or not yet. */
  readonly obstacle: string | undefined
  /** Grows with every wish to search: the words are then selected, to be overwritten. */
  readonly stamp: number
  readonly onClose: () => void
}

/** The search in the document. */
export function FindBar({ find, obstacle, stamp, onClose }: Props) {
  const words = useWords(readerWords)
  const failureWords = useFailureWords()
  const field = useRef<HTMLInputElement>(null)
  // The focus is the outside system; the stamp asks for it again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stamp is the wish itself
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [stamp])
  const { hits, options, at } = find
  const count = find.isLimited ? words.moreHits(hits.length) : words.hits(hits.length)
  const state =
    obstacle ??
    (find.error !== null
      ? failureWords(find.error).title
      : find.words.trim() === ''
        ? ''
        : hits.length === 0
          ? find.isLooking
            ? words.looking
            : words.noHits
          : at === -1
            ? count
            : words.hitOf(at + 1, hits.length))
  return (
    <search className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-1 border-b bg-paper px-2 py-1">
      <input
        ref={field}
        type="search"
        aria-label={words.find}
        placeholder={words.find}
        value={find.words}
        onChange={(event) => find.setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Enter') find.step(event.shiftKey ? -1 : 1)
          if (event.key === 'Escape') onClose()
        }}
        className="h-7 min-w-0 flex-1 basis-40 rounded-md border border-edge bg-sheet px-2 text-ink text-sm [&::-webkit-search-cancel-button]:hidden"
      />
      <IconButton
        icon={<CaseSensitive aria-hidden />}
        label={words.keepsCase}
        aria-pressed={options.keepsCase}
        onClick={() => find.setOptions({ ...options, keepsCase: !options.keepsCase })}
      />
      <IconButton
        icon={<WholeWord aria-hidden />}
        label={words.wholeWords}
        aria-pressed={options.wholeWords}
        onClick={() => find.setOptions({ ...options, wholeWords: !options.wholeWords })}
      />
      <IconButton
        icon={<ChevronUp aria-hidden />}
        label={words.previousHit}
        disabled={hits.length === 0}
        onClick={() => find.step(-1)}
      />
      <IconButton
        icon={<ChevronDown aria-hidden />}
        label={words.nextHit}
        keys="mod+g"
        disabled={hits.length === 0}
        onClick={() => find.step(1)}
      />
      <p role="status" className="min-w-20 px-1 text-ink-soft text-xs">
        {state}
      </p>
      <IconButton icon={<X aria-hidden />} label={words.closeFind} onClick={onClose} className="ml-auto" />
    </search>
  )
}
