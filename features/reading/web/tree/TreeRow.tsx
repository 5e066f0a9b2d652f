import { EllipsisVertical } from 'lucide-react'
import type { ComponentProps } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { classes } from '#web/ui/classes.ts'
import { Menu, type MenuEntry } from '#web/ui/Menu.tsx'
import { type Fold, TreeFold } from './TreeFold.tsx'

const looks = {
  chosen: 'bg-tint font-medium text-accent',
  unwanted: 'bg-bad-tint text-bad',
  none: 'text-ink-soft hover:bg-wash hover:text-ink',
}

type Props = Omit<ComponentProps<'li'>, 'style'> & {
  /** How deep it stands, from 0. */
  readonly level: number
  readonly look: keyof typeof looks
  readonly fold: Fold
  /** Papers in it and in what stands within. */
  readonly count: number
  readonly menuLabel: string
  /** What may be done to it; without any there is no menu. */
  readonly entries: readonly MenuEntry[]
}

/** A branch or leaf of a tree beside the list; its name stands in it. */
export function TreeRow(props: Props) {
  const { level, look, fold, count, menuLabel, entries, className, children, ...rest } = props
  const format = useFormat()
  return (
    <li
      {...rest}
      className={classes(
        'group flex h-8 items-center rounded-md pr-1 pointer-coarse:h-11',
        looks[look],
        className,
      )}
      style={{ paddingLeft: `${level * 0.875}rem` }}
    >
      <TreeFold {...fold} />
      {children}
      <span className="ml-auto pl-1 font-normal text-2xs text-ink-faint">{format.number(count)}</span>
      {entries.length === 0 ? null : (
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              aria-label={menuLabel}
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
