import { useEffect } from 'react'
import { classes } from '#web/ui/classes.ts'
import type { Highlight, HighlightColour, HighlightRect } from '../contract.ts'

/** The felt pens over a page: pale on white paper (multiplied), deep on a page read in the dark (screened). */
const penClasses: Readonly<Record<HighlightColour, string>> = {
  yellow: 'bg-[oklch(0.91_0.14_97)] in-data-dark:bg-[oklch(0.42_0.09_97)]',
  red: 'bg-[oklch(0.84_0.1_22)] in-data-dark:bg-[oklch(0.4_0.12_22)]',
  green: 'bg-[oklch(0.88_0.13_150)] in-data-dark:bg-[oklch(0.4_0.09_150)]',
  blue: 'bg-[oklch(0.86_0.08_240)] in-data-dark:bg-[oklch(0.41_0.1_250)]',
  purple: 'bg-[oklch(0.86_0.08_310)] in-data-dark:bg-[oklch(0.42_0.11_310)]',
}

type Place = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

type Props = {
  readonly page: number
  readonly highlights: readonly Highlight[]
  /** The one that is looked at. */
  readonly activeId: string | undefined
  /** Where a rectangle lies on the page as it is shown, in shares of it. */
  readonly place: (rect: HighlightRect) => Place
  /** The page is there to be looked at. */
  readonly onShown: () => void
}

/** The highlights over one page. They take no press: a press is a place, and {@link highlightAt} says what lies there. */
export function HighlightLayer({ page, highlights, activeId, place, onShown }: Props) {
  // The reader is the outside system: it can go to a place once it has drawn a page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes
  useEffect(onShown, [])
  return (
    <div
      aria-hidden
      data-highlights
      className="absolute inset-0 mix-blend-multiply in-data-dark:mix-blend-screen"
    >
      {highlights.flatMap((highlight) =>
        highlight.rects
          .filter((rect) => rect.page === page)
          .map((rect, at) => {
            const { left, top, width, height } = place(rect)
            return (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one quote, in their order
                key={`${highlight.id} ${at}`}
                data-highlight={highlight.id}
                className={classes(
                  'absolute rounded-[2px]',
                  penClasses[highlight.colour],
                  highlight.id === activeId && 'outline-2 outline-accent',
                  highlight.anchor === 'orphaned' && 'opacity-50',
                  highlight.comment !== '' && at === 0 && 'border-accent border-l-2',
                )}
                style={{
                  left: `${left * 100}%`,
                  top: `${top * 100}%`,
                  width: `${width * 100}%`,
                  height: `${height * 100}%`,
                }}
              />
            )
          }),
      )}
    </div>
  )
}

/** The highlight at a point of a page, in shares of it; of several the one with the fewest words. */
export function highlightAt(
  highlights: readonly Highlight[],
  point: { readonly page: number; readonly left: number; readonly top: number },
  place: (rect: HighlightRect) => Place,
): Highlight | undefined {
  return highlights
    .filter(({ rects }) =>
      rects.some((rect) => {
        if (rect.page !== point.page) return false
        const { left, top, width, height } = place(rect)
        const isAcross = point.left >= left && point.left <= left + width
        return isAcross && point.top >= top && point.top <= top + height
      }),
    )
    .toSorted((one, other) => one.quote.exact.length - other.quote.exact.length)[0]
}
