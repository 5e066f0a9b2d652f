import { type PageSpan, rectanglesOf } from '#features/papers/server/papers.ts'
import type { HighlightRect } from '../../contract.ts'

type Runs = Parameters<typeof rectanglesOf>[0]['boxes']

/** The lines of a passage, page by page. */
export function rectsOf(
  spans: readonly PageSpan[],
  boxes: ReadonlyMap<number, readonly Runs[number][]>,
): HighlightRect[] {
  return spans.flatMap(({ page, start, end }) =>
    rectanglesOf({ boxes: [...(boxes.get(page) ?? [])] }, start, end).map((rect) => ({ page, ...rect })),
  )
}

/** Where on its page the text begins whose place is nearest to a rectangle's beginning; undefined for a page without text. */
export function offsetUnder(rect: HighlightRect, runs: readonly Runs[number][]): number | undefined {
  const middle = rect.y + rect.height / 2
  let nearest: { offset: number; distance: number } | undefined
  for (const [start, end, x, y, width, height] of runs) {
    const dx = Math.max(x - rect.x, 0, rect.x - (x + width))
    const dy = Math.max(y - middle, 0, middle - (y + height))
    const distance = dx * dx + dy * dy
    if (nearest !== undefined && distance >= nearest.distance) continue
    const share = width > 0 ? Math.min(1, Math.max(0, (rect.x - x) / width)) : 0
    nearest = { offset: Math.round(start + share * (end - start)), distance }
  }
  return nearest?.offset
}

const areaOf = ({ width, height }: HighlightRect) => Math.max(0, width) * Math.max(0, height)
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)

function overlapOf(one: HighlightRect, other: HighlightRect): number {
  if (one.page !== other.page) return 0
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** How much of the lesser of two sets of rectangles lies within the other, 0 to 1. */
export function shareInCommon(one: readonly HighlightRect[], other: readonly HighlightRect[]): number {
  const common = sum(one.flatMap((rect) => other.map((each) => overlapOf(rect, each))))
  const lesser = Math.min(sum(one.map(areaOf)), sum(other.map(areaOf)))
  return lesser > 0 ? Math.min(1, common / lesser) : 0
}

/**
 * Lines that stand as before keep the rectangles a person drew: they were measured on the screen, letter by letter, while
 * those of an extraction share a run’s width among its letters.
 */
export function keptOr(
  drawn: readonly HighlightRect[],
  computed: readonly HighlightRect[],
): readonly HighlightRect[] {
  const [drawnArea, computedArea] = [sum(drawn.map(areaOf)), sum(computed.map(areaOf))]
  const isAlike = drawnArea > computedArea / 1.5 && drawnArea < computedArea * 1.5
  return isAlike && shareInCommon(drawn, computed) > 0.75 ? drawn : computed
}
