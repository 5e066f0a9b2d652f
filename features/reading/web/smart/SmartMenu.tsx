import { Bell, BellOff, EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import type { SmartCollection } from '../../contract.ts'
import { readingWords } from '../words.ts'

type Props = {
  readonly smart: SmartCollection
  readonly mayChange: boolean
  readonly onFollow: () => void
  readonly onDo: (what: 'change' | 'remove') => void
}

/** What can be done with a kept filter: everybody who sees it may follow it. */
export function SmartMenu({ smart, mayChange, onFollow, onDo }: Props) {
  const words = useWords(readingWords).smart
  const changes: MenuEntry[] = [
    { label: words.change, icon: <Pencil aria-hidden />, onPick: () => onDo('change') },
    { label: words.remove, icon: <Trash2 aria-hidden />, danger: true, onPick: () => onDo('remove') },
  ]
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={words.menuOf(smart.name)}
          className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint opacity-0 hover:text-ink focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 data-popup-open:opacity-100 pointer-coarse:size-9 pointer-coarse:opacity-100"
        >
          <EllipsisVertical className="size-3.5" aria-hidden />
        </button>
      }
      entries={[
        {
          label: smart.follows ? words.unfollow : words.follow,
          icon: smart.follows ? <BellOff aria-hidden /> : <Bell aria-hidden />,
          onPick: onFollow,
        },
        ...(mayChange ? changes : []),
      ]}
    />
  )
}
