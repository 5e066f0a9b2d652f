import { Bell, BellOff, CornerDownRight, GitMerge, Network, Pencil, Plus, Trash2 } from 'lucide-react'
import { createElement, type KeyboardEvent } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import type { MenuEntry } from '#web/ui/Menu.tsx'
import { readingWords } from '../words.ts'
import type { TagDoing } from './TagDialogs.tsx'
import type { TagTreeRow } from './tag-tree.ts'
import { useFollowTag } from './useFollowTag.ts'
import type { useTagChanges } from './useTagChanges.ts'

type Given = {
  readonly changes: ReturnType<typeof useTagChanges>
  readonly onDoing: (doing: TagDoing) => void
  readonly onRename: (id: string) => void
  /** Whether the tags themselves may be changed; followed they may be by everybody who sees them. */
  readonly mayChange: boolean
}

/** What may be done to a tag, as a menu and by its keys. */
export function useTagMenu({ changes, onDoing, onRename, mayChange }: Given) {
  const { tagTree: words, smart: followWords } = useWords(readingWords)
  const following = useFollowTag()
  const icon = (Icon: typeof Pencil) => createElement(Icon, { 'aria-hidden': true })
  const followOf = ({ id, follows }: TagTreeRow['tag']): MenuEntry => ({
    label: follows ? followWords.unfollow : followWords.follow,
    icon: icon(follows ? BellOff : Bell),
    onPick: () => following.mutate({ id, follows: !follows }),
  })
  const changesOf = ({ tag, own }: TagTreeRow): MenuEntry[] => [
    { label: words.rename, icon: icon(Pencil), keys: 'F2', onPick: () => onRename(tag.id) },
    {
      label: words.newWithin,
      icon: icon(Plus),
      keys: 'n',
      onPick: () => onDoing({ kind: 'new', libraryId: tag.libraryId, parent: tag }),
    },
    { label: words.move, icon: icon(CornerDownRight), onPick: () => onDoing({ kind: 'move', tag }) },
    ...(own.includes('/')
      ? [{ label: words.nest, icon: icon(Network), onPick: () => changes.change(tag, { nests: true }) }]
      : []),
    {
      label: words.mergeInto,
      icon: icon(GitMerge),
      keys: 'm',
      onPick: () => onDoing({ kind: 'merge', tags: [tag] }),
    },
    { kind: 'line', label: 'line' },
    followOf(tag),
    {
      label: words.remove,
      icon: icon(Trash2),
      keys: 'Delete',
      danger: true,
      onPick: () => changes.remove([tag]),
    },
  ]
  const entriesOf = (row: TagTreeRow) => (mayChange ? changesOf(row) : [followOf(row.tag)])
  /** @returns whether the press meant something */
  const onKey = (event: KeyboardEvent, { tag }: TagTreeRow): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    if (event.key === 'F2') onRename(tag.id)
    else if (event.key === 'Delete') changes.remove([tag])
    else if (event.key === 'm') onDoing({ kind: 'merge', tags: [tag] })
    else if (event.key === 'n') onDoing({ kind: 'new', libraryId: tag.libraryId, parent: tag })
    else return false
    return true
  }
  return { entriesOf, onKey }
}
