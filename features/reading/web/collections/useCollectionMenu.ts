import { ArrowDown, ArrowUp, FolderInput, FolderPlus, Pencil, Trash2 } from 'lucide-react'
import { createElement, type KeyboardEvent } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import type { MenuEntry } from '#web/ui/Menu.tsx'
import { readingWords } from '../words.ts'
import type { Doing } from './CollectionDialogs.tsx'
import type { TreeRow } from './collection-tree.ts'
import { useCollectionChange } from './useCollectionChange.ts'

/** What may be done to a collection, as a menu and by its keys. */
export function useCollectionMenu(onDoing: (doing: Doing) => void) {
  const words = useWords(readingWords).collections
  const { mutate } = useCollectionChange()
  const icon = (Icon: typeof Pencil) => createElement(Icon, { 'aria-hidden': true })
  const place = ({ collection, siblings }: TreeRow, by: number) => {
    const position = siblings.indexOf(collection.id) + by
    if (position < 0 || position >= siblings.length) return
    mutate({ params: { collectionId: collection.id }, body: { position } })
  }
  const entriesOf = (row: TreeRow): MenuEntry[] => {
    const { collection, siblings } = row
    const at = siblings.indexOf(collection.id)
    const { libraryId } = collection
    return [
      {
        label: words.newWithin,
        icon: icon(FolderPlus),
        onPick: () => onDoing({ kind: 'new', libraryId, parent: collection }),
      },
      {
        label: words.rename,
        icon: icon(Pencil),
        keys: 'F2',
        onPick: () => onDoing({ kind: 'rename', collection }),
      },
      { label: words.move, icon: icon(FolderInput), onPick: () => onDoing({ kind: 'move', collection }) },
      { label: words.moveUp, icon: icon(ArrowUp), disabled: at === 0, onPick: () => place(row, -1) },
      {
        label: words.moveDown,
        icon: icon(ArrowDown),
        disabled: at === siblings.length - 1,
        onPick: () => place(row, 1),
      },
      { kind: 'line', label: 'line' },
      {
        label: words.remove,
        icon: icon(Trash2),
        keys: 'Delete',
        danger: true,
        onPick: () => onDoing({ kind: 'remove', collection }),
      },
    ]
  }
  const onKey = (event: KeyboardEvent, row: TreeRow) => {
    const { collection } = row
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault()
      place(row, event.key === 'ArrowUp' ? -1 : 1)
    } else if (event.key === 'F2' || event.key === 'Delete') {
      event.preventDefault()
      onDoing({ kind: event.key === 'F2' ? 'rename' : 'remove', collection })
    }
  }
  return { entriesOf, onKey }
}
