import { Minus } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { TreeRow } from '../tree/TreeRow.tsx'
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

const looks = { in: 'chosen', out: 'unwanted', none: 'none' } as const

/** One tag that narrows the list: a press wants it, with Alt it is unwanted; the menu says both. */
export function TagFilterRow({ row, state, onState, onOnly, onToggle, onKeyDown }: Props) {
  const words = useWords(readingWords).tagTree
  const { tag, own, level, hasChildren, isOpen } = row
  const toggle = (wished: 'in' | 'out') => onState(state === wished ? undefined : wished)
  const choice = (wished: 'in' | 'out', label: string) => ({ label, onPick: () => toggle(wished) })
  return (
    <TreeRow
      level={level}
      look={looks[state ?? 'none']}
      fold={{ hasChildren, isOpen, label: (isOpen ? words.fold : words.unfold)(own), onToggle }}
      count={tag.paperCountWithin}
      menuLabel={words.filterMenuOf(tag.name)}
      entries={[
        choice('in', state === 'in' ? words.noMatter : words.want),
        choice('out', state === 'out' ? words.noMatter : words.unwant),
        { label: words.only, onPick: onOnly },
      ]}
    >
      <button
        type="button"
        data-tag
        data-untranslated
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
    </TreeRow>
  )
}
