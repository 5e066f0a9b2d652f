import { Tooltip as Base } from '@base-ui/react/tooltip'
import { useEffect, useState } from 'react'
import { Kbd } from './Kbd.tsx'
import { popupMarks, type Tip, watchTips } from './watch-tips.ts'

/** Shows the tooltips of the whole app: one popup for all. */
export function Tooltips() {
  const [tip, setTip] = useState<Tip>()
  const [isOpen, setIsOpen] = useState(false)
  // The page is the outside system: what has a tooltip stands anywhere in it.
  useEffect(
    () =>
      watchTips({
        onShow: (shown) => {
          setTip(shown)
          setIsOpen(true)
        },
        onHide: () => setIsOpen(false),
      }),
    [],
  )
  if (tip === undefined) return null
  return (
    <Base.Root open={isOpen} onOpenChange={setIsOpen}>
      <Base.Portal>
        <Base.Positioner anchor={tip.anchor} sideOffset={6} className="z-50">
          <Base.Popup
            {...popupMarks}
            // To be seen: what it belongs to has a name of its own.
            aria-hidden
            className="flex items-center gap-2 rounded-md bg-ink px-2 py-1 text-paper text-xs shadow-pop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
          >
            {tip.text}
            {tip.keys === undefined ? null : <Kbd keys={tip.keys} onDark />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
