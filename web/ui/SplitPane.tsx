import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react'

type Props = {
  readonly start: ReactNode
  readonly end: ReactNode
  /** Name of the bar between them. */
  readonly label: string
  /** Under this key the browser remembers where the bar stands. */
  readonly storageKey: `seogo.split.${string}`
  /** The start's share of the width in percent, until somebody moves the bar. */
  readonly initialPercent?: number
}

const least = 25
const most = 75
const keyStep = 2

/** Two panes side by side with a bar that is moved by pointer or arrow keys. Below 64rem they stand one under the other. */
export function SplitPane({ start, end, label, storageKey, initialPercent = 58 }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const [percent, setPercent] = useState(() => remembered(storageKey) ?? initialPercent)
  const move = (next: number) => {
    const bounded = Math.round(Math.min(most, Math.max(least, next)) * 10) / 10
    setPercent(bounded)
    remember(storageKey, bounded)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || frame.current === null) return
    const box = frame.current.getBoundingClientRect()
    move(((event.clientX - box.left) / box.width) * 100)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key]
    if (step === undefined) return
    event.preventDefault()
    move(percent + step)
  }
  return (
    <div ref={frame} className="flex min-h-0 flex-1 max-lg:flex-col">
      <div
        className="min-w-0 max-lg:order-2 lg:overflow-hidden lg:basis-(--share)"
        style={{ '--share': `${percent}%` }}
      >
        {start}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: an <hr> is a separator that cannot be moved */}
      <div
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-orientation="vertical"
        aria-valuemin={least}
        aria-valuemax={most}
        aria-valuenow={Math.round(percent)}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        className="relative w-px shrink-0 cursor-col-resize touch-none bg-hairline before:absolute before:inset-y-0 before:-inset-x-1.5 hover:bg-accent focus-visible:bg-accent max-lg:hidden"
      />
      <div className="min-w-0 flex-1 max-lg:order-1 lg:overflow-y-auto">{end}</div>
    </div>
  )
}

function remembered(key: string): number | undefined {
  try {
    const stored = Number(localStorage.getItem(key))
    return stored >= least && stored <= most ? stored : undefined
  } catch {
    return undefined
  }
}

function remember(key: string, percent: number) {
  try {
    localStorage.setItem(key, String(percent))
  } catch {
    // Forbidden or full: the bar then stays where it is as long as the page.
  }
}
