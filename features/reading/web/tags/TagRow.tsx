import { Bell, EllipsisVertical } from 'lucide-react'
import { type ComponentProps, type DragEvent, type KeyboardEvent, type ReactNode, useState } from 'react'
import { tagColour } from '#contract/tag-colours.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { classes } from '#web/ui/classes.ts'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import type { Tag } from '../../contract.ts'
import { TreeFold } from '../tree/TreeFold.tsx'
import { readingWords } from '../words.ts'
import { TagSpot } from './TagSpot.tsx'
import type { TagTreeRow } from './tag-tree.ts'

type Props = {
  /** Its place in the long list. */
  readonly place: Pick<ComponentProps<'li'>, 'style' | 'aria-setsize' | 'aria-posinset'>
  readonly row: TagTreeRow
  readonly isChosen: boolean
  readonly isRenaming: boolean
  readonly mayChange: boolean
  readonly entries: readonly MenuEntry[]
  /** How many papers carry it, as a link to them. */
  readonly count: ReactNode
  readonly onChosen: (chosen: boolean) => void
  readonly onToggle: (isOpen: boolean) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly onRename: () => void
  /** Null: as it was. */
  readonly onName: (name: string | null) => void
  readonly onColour: (colour: Tag['colour']) => void
  readonly onDropped: (tagId: string) => void
}

const mediaType = 'application/x-seogo-tag'
const noColour = 'none'

/** One tag of the tag screen. Another tag can be dropped on it. */
export function TagRow(props: Props) {
  const { row, isChosen, isRenaming, mayChange, entries, count, onKeyDown } = props
  const {
    tagTree: words,
    smart: { followed },
  } = useWords(readingWords)
  const [isOver, setIsOver] = useState(false)
  const { tag, own, level, hasChildren, isOpen } = row
  const carriesTag = (event: DragEvent) => mayChange && event.dataTransfer.types.includes(mediaType)
  return (
    <li
      {...props.place}
      draggable={mayChange && !isRenaming}
      onDragStart={(event) => {
        event.dataTransfer.setData(mediaType, tag.id)
        event.dataTransfer.effectAllowed = 'move'
      }}
      onDragOver={(event) => {
        if (!carriesTag(event)) return
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        setIsOver(false)
        if (!carriesTag(event)) return
        event.preventDefault()
        props.onDropped(event.dataTransfer.getData(mediaType))
      }}
      className={classes(
        'group absolute inset-x-0 top-0 flex h-9 items-center gap-1 rounded-md px-2 hover:bg-wash pointer-coarse:h-11',
        isChosen && 'bg-tint',
        isOver && 'outline-2 outline-accent',
      )}
    >
      {mayChange ? (
        <Checkbox
          label={<span className="sr-only">{words.choose(tag.name)}</span>}
          checked={isChosen}
          onChecked={props.onChosen}
        />
      ) : null}
      <span style={{ width: `${level * 1.25}rem` }} className="shrink-0" />
      <TreeFold
        hasChildren={hasChildren}
        isOpen={isOpen}
        label={(isOpen ? words.fold : words.unfold)(own)}
        onToggle={props.onToggle}
      />
      {mayChange ? (
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              aria-label={words.colourOf(tag.name)}
              className="flex size-6 shrink-0 items-center justify-center rounded-sm hover:bg-wash pointer-coarse:size-9"
            >
              <TagSpot colour={tag.colour} />
            </button>
          }
          entries={[
            {
              kind: 'choice',
              label: words.colour,
              value: tag.colour ?? noColour,
              options: [noColour, ...tagColour.options].map((value) => ({
                value,
                label: words.colours[value === noColour ? 'none' : tagColour.parse(value)],
              })),
              onPick: (value) => props.onColour(value === noColour ? null : tagColour.parse(value)),
            },
          ]}
        />
      ) : (
        <TagSpot colour={tag.colour} className="mx-2" />
      )}
      {isRenaming ? (
        <NameField own={own} label={words.nameOf(tag.name)} onName={props.onName} />
      ) : (
        <button
          type="button"
          data-tag={tag.id}
          aria-label={tag.name}
          data-untranslated
          onKeyDown={onKeyDown}
          onDoubleClick={mayChange ? props.onRename : undefined}
          className="min-w-0 flex-1 truncate rounded-sm px-1 py-1 text-left text-sm"
        >
          {own}
        </button>
      )}
      {tag.follows ? (
        <span role="img" aria-label={followed} title={followed} className="shrink-0 text-ink-faint">
          <Bell className="size-3" aria-hidden />
        </span>
      ) : null}
      {count}
      <Menu
        trigger={
          <button
            type="button"
            aria-label={words.menuOf(tag.name)}
            className="flex size-7 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:bg-wash hover:text-ink pointer-coarse:size-9"
          >
            <EllipsisVertical className="size-4" aria-hidden />
          </button>
        }
        entries={entries}
      />
    </li>
  )
}

type NameProps = {
  readonly own: string
  readonly label: string
  readonly onName: (name: string | null) => void
}

/** Renames in place: Enter keeps, Escape leaves it. */
function NameField({ own, label, onName }: NameProps) {
  const [name, setName] = useState(own)
  const finish = () => onName(name.trim() === '' || name.trim() === own ? null : name.trim())
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: the person asked to write here
      autoFocus
      aria-label={label}
      value={name}
      maxLength={300}
      onChange={(event) => setName(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={finish}
      onKeyDown={(event) => {
        event.stopPropagation()
        // Enter that ends a composition of Hangul belongs to the composition.
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') finish()
        if (event.key === 'Escape') onName(null)
      }}
      className="h-7 min-w-0 flex-1 rounded-md border border-accent bg-sheet px-1 text-sm pointer-coarse:h-9"
    />
  )
}
