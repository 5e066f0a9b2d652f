import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement } from 'react'
import { Kbd } from './Kbd.tsx'

type Props = {
  readonly text: string
  readonly keys?: string | undefined
  /** The element it belongs to; it must have a name of its own, since a tooltip is never read aloud for sure. */
  readonly children: ReactElement<Record<string, unknown>>
}

export function Tooltip({ text, keys, children }: Props) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} className="z-50">
          <Base.Popup className="flex items-center gap-2 rounded-md bg-ink px-2 py-1 text-paper text-xs shadow-pop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            {text}
            {keys === undefined ? null : <Kbd keys={keys} onDark />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
