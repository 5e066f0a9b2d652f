import { useQuery } from '@tanstack/react-query'
import type { PaperSummary } from '#features/papers/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { linkablePapersQuery } from './notes-queries.ts'
import { noteWords } from './words.ts'

/** The papers that fit what is being written after `[[`. */
export function useLinkable(libraryId: string, words: string | undefined) {
  return useQuery({ ...linkablePapersQuery(libraryId, words?.trim() ?? ''), enabled: words !== undefined })
}

type Props = {
  readonly id: string
  readonly papers: readonly PaperSummary[]
  readonly current: number
  readonly onPick: (paper: PaperSummary) => void
}

/** The papers to choose from while a link is written; the text keeps the keyboard. */
export function LinkPicker({ id, papers, current, onPick }: Props) {
  const words = useWords(noteWords)
  if (papers.length === 0)
    return <p className="border-t px-3 py-2 text-ink-faint text-xs">{words.noPaperFound}</p>
  return (
    <div
      id={id}
      role="listbox"
      aria-label={words.linkTo}
      className="max-h-56 shrink-0 overflow-y-auto border-t bg-paper p-1"
    >
      {papers.map((paper, at) => (
        // The text has the focus and its keys move the choice (ARIA: aria-activedescendant).
        // biome-ignore lint/a11y/useFocusableInteractive: see above
        // biome-ignore lint/a11y/useKeyWithClickEvents: see above
        <div
          key={paper.id}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === current}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(paper)}
          className={classes(
            'cursor-default rounded-md px-2 py-1.5 text-sm pointer-coarse:py-2.5',
            at === current ? 'bg-tint' : 'hover:bg-wash',
          )}
        >
          <span className="line-clamp-1">{paper.title}</span>
          <span className="line-clamp-1 text-ink-faint text-xs">
            {[paper.authors.slice(0, 3).join(', '), paper.year].filter(Boolean).join(' · ')}
          </span>
        </div>
      ))}
    </div>
  )
}
