import { heightPerWidth, type PageSize } from './place-mark.ts'

/** Fits the frame's width, a whole page into the frame, or so many times its printed size. */
export type Zoom = 'width' | 'page' | number

/** What the pages are laid out for, in CSS pixels. */
export type FrameSize = { readonly widthPx: number; readonly heightPx: number }

/** Where every page lies, one under the other. */
export type PageLayout = {
  readonly count: number
  /** Upper edge of each page, by its number; one more for the end. */
  readonly tops: Float64Array
  readonly widths: Float64Array
  readonly heights: Float64Array
  readonly totalPx: number
  readonly widestPx: number
}

/** A point of the document: a page, and how far down it as a share of its height. */
export type Spot = { readonly page: number; readonly share: number }

// CSS pixels of an inch over points of an inch.
const pxPerPt = 96 / 72
export const pageGapPx = 12
export const paddingPx = 12

/** Width of a page on screen, rounded to what a canvas can be. */
export function widthOf(size: PageSize, zoom: Zoom, frame: FrameSize): number {
  const fullPx = Math.max(80, frame.widthPx - 2 * paddingPx)
  if (zoom === 'width') return fullPx
  if (zoom === 'page') {
    const heightPx = Math.max(80, frame.heightPx - 2 * paddingPx)
    return Math.round(Math.min(fullPx, heightPx / heightPerWidth(size)))
  }
  const widthPt = size.rotation % 180 === 0 ? size.widthPt : size.heightPt
  return Math.round(widthPt * pxPerPt * zoom)
}

/** The zoom in figures that shows this page as it is shown now. */
export function zoomInFigures(size: PageSize, zoom: Zoom, frame: FrameSize): number {
  const widthPt = size.rotation % 180 === 0 ? size.widthPt : size.heightPt
  return widthOf(size, zoom, frame) / (widthPt * pxPerPt)
}

export function layOutPages(
  count: number,
  sizeOf: (page: number) => PageSize,
  { zoom, frame }: { readonly zoom: Zoom; readonly frame: FrameSize },
): PageLayout {
  const tops = new Float64Array(count + 2)
  const widths = new Float64Array(count + 1)
  const heights = new Float64Array(count + 1)
  let top = paddingPx
  let widestPx = 0
  for (let page = 1; page <= count; page += 1) {
    const size = sizeOf(page)
    const widthPx = widthOf(size, zoom, frame)
    tops[page] = top
    widths[page] = widthPx
    heights[page] = Math.round(widthPx * heightPerWidth(size))
    widestPx = Math.max(widestPx, widthPx)
    top += (heights[page] ?? 0) + pageGapPx
  }
  tops[count + 1] = top
  return { count, tops, widths, heights, totalPx: top, widestPx }
}

/** The page at this height of the document; the gap under a page counts as the page. */
export function pageAt({ tops, count }: PageLayout, yPx: number): number {
  let low = 1
  let high = Math.max(1, count)
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] ?? 0) <= yPx) low = middle
    else high = middle - 1
  }
  return low
}

export function spotAt(layout: PageLayout, yPx: number): Spot {
  const page = pageAt(layout, yPx)
  const share = (yPx - (layout.tops[page] ?? 0)) / Math.max(1, layout.heights[page] ?? 1)
  return { page, share: Math.min(1, share) }
}

export function heightOfSpot(layout: PageLayout, { page, share }: Spot): number {
  const at = Math.min(Math.max(1, page), layout.count)
  return (layout.tops[at] ?? 0) + share * (layout.heights[at] ?? 0)
}
