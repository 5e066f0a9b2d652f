import { useEffect } from 'react'
import { classes } from '#web/ui/classes.ts'
import { PageMark, PageMarks, type PagePlace } from '#web/ui/PageMark.tsx'
import type { Highlight, HighlightRect } from '../contract.ts'

type Props = {
  readonly page: number
  readonly highlights: readonly Highlight[]
  /** The one that is looked at. */
  readonly activeId: string | undefined
  /** Where a rectangle lies on the page as it is shown, in shares of it. */
  readonly place: (rect: HighlightRect) => PagePlace
  /** The page is there to be looked at. */
  readonly onShown: () => void
}

/** The highlights over one page. They take no press: a press is a place, and {@link highlightAt} says what lies there. */
export function HighlightLayer({ page, highlights, activeId, place, onShown }: Props) {
  // The reader is the outside system: it can go to a place once it has drawn a page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page comes
  useEffect(onShown, [])
  return (
    <PageMarks aria-hidden data-highlights>
      {highlights.flatMap((highlight) =>
        highlight.rects
          .filter((rect) => rect.page === page)
          .map((rect, at) => (
            <PageMark
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one quote, in their order
              key={`${highlight.id} ${at}`}
              data-highlight={highlight.id}
              pen={highlight.colour}
              place={place(rect)}
              className={classes(
                highlight.id === activeId && 'outline-2 outline-accent',
                highlight.anchor === 'orphaned' && 'opacity-50',
                highlight.comment !== '' && at === 0 && 'border-accent border-l-2',
              )}
            />
          )),
      )}
    </PageMarks>
  )
}

/** The highlight at a point of a page, in shares of it; of several the one with the fewest words. */
export function highlightAt(
  highlights: readonly Highlight[],
  point: { readonly page: number; readonly left: number; readonly top: number },
  place: (rect: HighlightRect) => PagePlace,
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
