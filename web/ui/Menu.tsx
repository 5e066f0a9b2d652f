import { Menu as Base } from '@base-ui/react/menu'
import { cloneElement, type ReactElement, type ReactNode } from 'react'
import { usePageStands } from '#web/lib/first-drawing.ts'
import { classes } from './classes.ts'
import { Kbd } from './Kbd.tsx'

export type MenuEntry =
  | {
      readonly kind?: 'item'
      readonly label: string
      readonly icon?: ReactNode
      readonly keys?: string
      readonly danger?: boolean
      readonly disabled?: boolean
      readonly onPick: () => void
    }
  | {
      readonly kind: 'choice'
      readonly label: string
      readonly value: string
      readonly options: readonly { readonly value: string; readonly label: string }[]
      readonly onPick: (value: string) => void
      /** Picking leads away from the menu; else it stays for the next choice. */
      readonly closes?: boolean
    }
  | { readonly kind: 'line'; readonly label: string }

type Props = {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly entries: readonly MenuEntry[]
  readonly align?: 'start' | 'end'
  readonly side?: 'top' | 'bottom' | 'right'
}

const itemClasses =
  'flex cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-tint data-disabled:opacity-50 pointer-coarse:py-2.5 [&_svg]:size-4 [&_svg]:shrink-0'

export function Menu({ trigger, entries, align = 'end', side = 'bottom' }: Props) {
  // Not `disabled`, which would fade it for that moment.
  if (!usePageStands()) return cloneElement(trigger, { 'aria-disabled': true, tabIndex: -1 })
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align={align} side={side} className="z-40 outline-none">
          <Base.Popup className="min-w-48 max-w-(--available-width) rounded-lg border border-hairline bg-sheet p-1 shadow-pop outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {entries.map((entry) => (
              <MenuRow key={entry.label} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function MenuRow({ entry }: { readonly entry: MenuEntry }) {
  if (entry.kind === 'line') return <Base.Separator className="my-1 h-px bg-hairline" />
  if (entry.kind === 'choice') {
    return (
      <Base.RadioGroup value={entry.value} onValueChange={entry.onPick}>
        <Base.GroupLabel className="px-2 pt-1.5 pb-0.5 text-2xs text-ink-faint">
          {entry.label}
        </Base.GroupLabel>
        {entry.options.map(({ value, label }) => (
          <Base.RadioItem
            key={value}
            value={value}
            closeOnClick={entry.closes === true}
            className={itemClasses}
          >
            <span className="flex size-4 items-center justify-center">
              <Base.RadioItemIndicator className="size-1.5 rounded-full bg-accent" />
            </span>
            {label}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    )
  }
  return (
    <Base.Item
      onClick={entry.onPick}
      disabled={entry.disabled === true}
      className={classes(itemClasses, entry.danger === true && 'text-bad data-highlighted:bg-bad-tint')}
    >
      {entry.icon}
      <span className="min-w-0 flex-1">{entry.label}</span>
      {entry.keys === undefined ? null : <Kbd keys={entry.keys} />}
    </Base.Item>
  )
}
