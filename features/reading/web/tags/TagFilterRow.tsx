import { ChevronRight, EllipsisVertical, Minus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { Menu } from '#web/ui/Menu.tsx'
import { readingWords } from '../words.ts'
import { TagSpot } from './TagSpot.tsx'
import type { TagState } from './tag-choice.ts'
import type { TagTreeRow } from './tag-tree.ts'

type Props = {
  readonly row: TagTreeRow
  readonly state: TagState
  readonly onState: (state: TagState) => void
  /** Narrows to this tag alone. */
  readonly onOnly: () => void
  readonly onToggle: (isOpen: boolean) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const looks = {
  in: 'bg-tint font-medium text-accent',
  out: 'bg-bad-tint text-bad',
  none: 'text-ink-soft hover:bg-wash hover:text-ink',
}

/** One tag that narrows the list: a press wants it, with Alt it is unwanted; the menu says both. */
export function TagFilterRow({ row, state, onState, onOnly, onToggle, onKeyDown }: Props) {
  const words = useWords(readingWords).tagTree
  const format = useFormat()
  const { tag, own, level, hasChildren, isOpen } = row
  const toggle = (wished: 'in' | 'out') => onState(state === wished ? undefined : wished)
  const choice = (wished: 'in' | 'out', label: string) => ({ label, onPick: () => toggle(wished) })
  return (
    <li
      className={classes(
        'group flex h-8 items-center rounded-md pr-1 pointer-coarse:h-11',
        looks[state ?? 'none'],
      )}
      style={{ paddingLeft: `${level * 0.875}rem` }}
    >
      {hasChildren ? (
        <button
          type="button"
          tabIndex={-1}
          aria-label={isOpen ? words.fold(own) : words.unfold(own)}
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
      <button
        type="button"
        data-tag
        aria-pressed={state === 'in'}
        aria-label={state === 'out' ? words.unwanted(tag.name) : tag.name}
        title={words.pressHelp(tag.name)}
        onClick={(event) => toggle(event.altKey ? 'out' : 'in')}
        onKeyDown={onKeyDown}
        className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-md pr-1 text-left text-sm"
      >
        {state === 'out' ? (
          <Minus className="size-2.5 shrink-0" strokeWidth={4} aria-hidden />
        ) : (
          <TagSpot colour={tag.colour} />
        )}
        <span className={classes('truncate', state === 'out' && 'line-through')}>{own}</span>
      </button>
      <span className="pl-1 font-normal text-2xs text-ink-faint">{format.number(tag.paperCountWithin)}</span>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            aria-label={words.filterMenuOf(tag.name)}
            className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint opacity-0 hover:text-ink focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 data-popup-open:opacity-100 pointer-coarse:size-9 pointer-coarse:opacity-100"
          >
            <EllipsisVertical className="size-3.5" aria-hidden />
          </button>
        }
        entries={[
          choice('in', state === 'in' ? words.noMatter : words.want),
          choice('out', state === 'out' ? words.noMatter : words.unwant),
          { label: words.only, onPick: onOnly },
        ]}
      />
    </li>
  )
}
