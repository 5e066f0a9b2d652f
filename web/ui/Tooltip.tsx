import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import { Kbd } from './Kbd.tsx'

type Tip = { readonly text: string; readonly keys?: string | undefined }

/** One popup serves all: with one of its own for each button, a screen would have a hundred of them to prepare before it stands. */
const tips = Base.createHandle<Tip>()

type Props = Tip & {
  /** The element it belongs to; it must have a name of its own, since a tooltip is never read aloud for sure. */
  readonly children: ReactElement<Record<string, unknown>>
}

export function Tooltip({ text, keys, children }: Props) {
  return <Base.Trigger handle={tips} payload={{ text, keys }} render={children} />
}

/** Around the whole app: shows its tooltips. */
export function Tooltips({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider delay={500}>
      {children}
      <Base.Root handle={tips}>
        {({ payload }) => (
          <Base.Portal>
            <Base.Positioner sideOffset={6} className="z-50">
              <Base.Popup className="flex items-center gap-2 rounded-md bg-ink px-2 py-1 text-paper text-xs shadow-pop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
                {payload?.text}
                {payload?.keys === undefined ? null : <Kbd keys={payload.keys} onDark />}
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        )}
      </Base.Root>
    </Base.Provider>
  )
}
