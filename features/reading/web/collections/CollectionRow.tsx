import { Folder } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { MenuEntry } from '#web/ui/Menu.tsx'
import type { Collection } from '../../contract.ts'
import { TreeRow } from '../tree/TreeRow.tsx'
import { readingWords } from '../words.ts'
import type { TreeRow as Row } from './collection-tree.ts'
import { carriesPaper, droppedPaper } from './dragged-paper.ts'

type Props = {
  readonly row: Row
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
  const [isOver, setIsOver] = useState(false)
  const { collection, level, hasChildren, isOpen } = row
  const takes = onPaper !== undefined
  const { fold, unfold, menuOf } = words.collections
  return (
    <TreeRow
      level={level}
      look={isShown ? 'chosen' : 'none'}
      fold={{ hasChildren, isOpen, label: (isOpen ? fold : unfold)(collection.name), onToggle }}
      count={collection.paperCountWithin}
      menuLabel={menuOf(collection.name)}
      entries={entries}
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
      className={classes(isOver && 'outline-2 outline-accent')}
    >
      {link(
        collection,
        <>
          <Folder className="size-4 shrink-0" aria-hidden />
          <span className="truncate" title={collection.name}>
            {collection.name}
          </span>
        </>,
      )}
    </TreeRow>
  )
}
