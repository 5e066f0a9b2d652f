import { Pencil } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import type { Highlight } from '../contract.ts'
import { HighlightEditor } from './HighlightEditor.tsx'
import { HighlightWords } from './HighlightWords.tsx'
import { Spot } from './Spot.tsx'
import type { HighlightChanges } from './useHighlightChanges.ts'
import { highlightWords } from './words.ts'

type Props = {
  readonly highlight: Highlight
  readonly shownFileId: string | undefined
  readonly isActive: boolean
  readonly changes: HighlightChanges
  readonly mayShare: boolean
  readonly onJump: () => void
}

/** A highlight in the list: its words lead to their place, the pencil opens what is written beside them. */
export function HighlightRow({ highlight, shownFileId, isActive, changes, mayShare, onJump }: Props) {
  const words = useWords(highlightWords)
  const [isEditing, setIsEditing] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const { page, lastPage, fileId, colour, quote, isOwn } = highlight
  const where = lastPage > page ? words.pages(page, lastPage) : words.page(page)
  const place = fileId === null ? words.withoutFile : fileId === shownFileId ? undefined : words.elsewhere
  // The scroll position is the outside system: pressed on the page, it is to be seen here.
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    <li
      ref={row}
      className={classes('flex gap-2.5 border-hairline border-b px-4 py-row', isActive && 'bg-tint')}
    >
      <Spot colour={colour} className="w-1" />
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex items-start gap-1">
          <button
            type="button"
            onClick={onJump}
            aria-current={isActive || undefined}
            className="min-w-0 flex-1 rounded-sm text-left hover:text-accent"
          >
            <span className="line-clamp-4 font-serif text-sm wrap-anywhere" data-untranslated>
              {quote.exact}
            </span>
            <span className="text-ink-faint text-xs">
              {where}
              <span className="sr-only">, {words.colours[colour]}</span>
            </span>
          </button>
          {isOwn ? (
            <IconButton
              icon={<Pencil aria-hidden />}
              label={words.edit}
              aria-expanded={isEditing}
              onClick={() => setIsEditing((before) => !before)}
            />
          ) : null}
        </div>
        {isEditing ? (
          <HighlightEditor
            highlight={highlight}
            changes={changes}
            mayShare={mayShare}
            onDone={() => setIsEditing(false)}
          />
        ) : (
          <HighlightWords highlight={highlight} place={place} />
        )}
      </div>
    </li>
  )
}
