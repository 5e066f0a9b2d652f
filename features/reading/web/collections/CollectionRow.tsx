import { ChevronRight, EllipsisVertical, Folder } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import type { Collection } from '../../contract.ts'
import { readingWords } from '../words.ts'
import type { TreeRow } from './collection-tree.ts'
import { carriesPaper, droppedPaper } from './dragged-paper.ts'

type Props = {
  readonly row: TreeRow
  readonly isShown: boolean
  /** Makes the name a link; the page knows the addresses. */
  readonly link: (collection: Collection, name: ReactNode) => ReactNode
  readonly onToggle: (isOpen: boolean) => void
  /** What may be done to it; empty for readers. */
  readonly entries: readonly MenuEntry[]
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** Absent for readers. */
  readonly onPaper: ((paperId: string) => void) | undefined
}

/** One collection of the tree. A paper can be dropped on it. */
export function CollectionRow({ row, isShown, link, onToggle, entries, onKeyDown, onPaper }: Props) {
  const words = useWords(readingWords)
  const format = useFormat()
  const [isOver, setIsOver] = useState(false)
  const { collection, level, hasChildren, isOpen } = row
  const takes = onPaper !== undefined
  return (
    <li
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (!takes || !carriesPaper(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        setIsOver(false)
        if (!takes || !carriesPaper(event)) return
        event.preventDefault()
        onPaper(droppedPaper(event))
      }}
      className={classes(
        'group flex h-8 items-center rounded-md pr-1 pointer-coarse:h-11',
        isShown ? 'bg-tint font-medium text-accent' : 'text-ink-soft hover:bg-wash hover:text-ink',
        isOver && 'outline-2 outline-accent',
      )}
      style={{ paddingLeft: `${level * 0.875}rem` }}
    >
      {hasChildren ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={
            isOpen ? words.collections.fold(collection.name) : words.collections.unfold(collection.name)
          }
          aria-expanded={isOpen}
          onClick={() => onToggle(!isOpen)}
          className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:text-ink"
        >
          <ChevronRight
            className={classes('size-3.5 transition-transform', isOpen && 'rotate-90')}
            aria-hidden
          />
        </button>
      ) : (
        <span className="w-6 shrink-0" />
      )}
      {link(
        collection,
        <>
          <Folder className="size-4 shrink-0" aria-hidden />
          <span className="truncate" title={collection.name}>
            {collection.name}
          </span>
        </>,
      )}
      <span className="ml-auto pl-1 font-normal text-2xs text-ink-faint">
        {format.number(collection.paperCountWithin)}
      </span>
      {entries.length === 0 ? null : (
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              aria-label={words.collections.menuOf(collection.name)}
              className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint opacity-0 hover:text-ink focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 data-popup-open:opacity-100 pointer-coarse:size-9 pointer-coarse:opacity-100"
            >
              <EllipsisVertical className="size-3.5" aria-hidden />
            </button>
          }
          entries={entries}
        />
      )}
    </li>
  )
}
