import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import { classes } from '#web/ui/classes.ts'

type Anchor = { readonly getBoundingClientRect: () => DOMRect }

type Props = ComponentProps<'div'> & {
  readonly anchor: Anchor
  readonly side: 'above' | 'below'
}

const gapPx = 8
const edgePx = 8

/**
 * Something beside a place of the page, kept within the window and moved along while what is under it scrolls. It stands
 * where it is written, so that it is read after the text it is about, and takes no focus by itself.
 */
export function Floating({ anchor, side, className, ...rest }: Props) {
  const element = useRef<HTMLDivElement>(null)
  // The layout and the scroll position are the outside system.
  useLayoutEffect(() => {
    const place = () => {
      if (element.current !== null) placeBeside(element.current, anchor.getBoundingClientRect(), side)
    }
    place()
    const watch = new ResizeObserver(place)
    if (element.current !== null) watch.observe(element.current)
    window.addEventListener('scroll', place, { capture: true, passive: true })
    window.addEventListener('resize', place)
    return () => {
      watch.disconnect()
      window.removeEventListener('scroll', place, { capture: true })
      window.removeEventListener('resize', place)
    }
  }, [anchor, side])
  return (
    <div
      ref={element}
      {...rest}
      className={classes(
        'fixed z-30 rounded-lg border border-hairline bg-sheet shadow-pop outline-none',
        className,
      )}
    />
  )
}

function placeBeside(element: HTMLElement, at: DOMRect, side: Props['side']): void {
  // What it stood beside is drawn no more.
  const isGone = at.top === 0 && at.left === 0 && at.width === 0
  element.style.visibility = isGone ? 'hidden' : 'visible'
  const { offsetWidth: width, offsetHeight: height } = element
  const above = at.top - gapPx - height
  const below = at.bottom + gapPx
  const hasRoomBelow = below + height <= innerHeight - edgePx
  const wished = side === 'above' ? (above >= edgePx ? above : below) : hasRoomBelow ? below : above
  const within = (wish: number, size: number, room: number) =>
    Math.max(edgePx, Math.min(wish, room - size - edgePx))
  element.style.top = `${within(wished, height, innerHeight)}px`
  element.style.left = `${within(at.left + at.width / 2 - width / 2, width, innerWidth)}px`
}
