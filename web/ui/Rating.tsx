import { type KeyboardEvent, type PointerEvent, useState } from 'react'
import { classes } from './classes.ts'
import { ratingAfterKey, ratingAt } from './rating.ts'
import { StarRow } from './StarRow.tsx'

type Props = {
  readonly label: string
  /** Half stars, 1 to 10; null when not rated. */
  readonly halves: number | null
  readonly onHalves: (halves: number | null) => void
  /** "3.5 of 5" and "Not rated", for screen readers and the tooltip. */
  readonly valueText: (halves: number | null) => string
  readonly size?: 'sm' | 'md'
  /** False where Tab should pass it by, as in the rows of a list that the keyboard is not at. */
  readonly isReachable?: boolean
  readonly className?: string
}

/** Five stars in halves. Arrow keys step by a half, digits set whole stars, Delete or the same star again clears. */
export function Rating({
  label,
  halves,
  onHalves,
  valueText,
  size = 'sm',
  isReachable = true,
  className,
}: Props) {
  const [pointed, setPointed] = useState<number | null>(null)
  const halvesUnder = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return ratingAt((event.clientX - box.left) / box.width)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = ratingAfterKey(event.key, halves)
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (next !== halves) onHalves(next)
  }
  return (
    <div
      role="slider"
      tabIndex={isReachable ? 0 : -1}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={5}
      aria-valuenow={(halves ?? 0) / 2}
      aria-valuetext={valueText(halves)}
      title={valueText(pointed ?? halves)}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => event.pointerType === 'mouse' && setPointed(halvesUnder(event))}
      onPointerLeave={() => setPointed(null)}
      onPointerUp={(event) => {
        const chosen = halvesUnder(event)
        onHalves(chosen === halves ? null : chosen)
        setPointed(null)
      }}
      className={classes(
        'group/rating inline-flex cursor-pointer touch-manipulation rounded-sm pointer-coarse:-my-3 pointer-coarse:py-3',
        className,
      )}
    >
      <StarRow halves={pointed ?? halves ?? 0} size={size} faint={pointed !== null} />
    </div>
  )
}
