/** A rectangle in PDF points from the lower left corner of the unrotated page. */
export type Mark = {
  readonly page: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type PageSize = {
  /** Of the unrotated page. */
  readonly widthPt: number
  readonly heightPt: number
  /** Clockwise, a multiple of 90 (PDF 32000-1, 7.7.3.3, `Rotate`). */
  readonly rotation: number
}

/** Shares of the page as it is shown, from its upper left corner. */
export type Place = {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where a mark lies on the page as it is shown. */
export function placeMark(mark: Mark, { widthPt, heightPt, rotation }: PageSize): Place {
  const left = mark.x / widthPt
  const bottom = mark.y / heightPt
  const width = mark.width / widthPt
  const height = mark.height / heightPt
  switch (quarterOf(rotation)) {
    case 90:
      return { left: bottom, top: left, width: height, height: width }
    case 180:
      return { left: 1 - left - width, top: bottom, width, height }
    case 270:
      return { left: 1 - bottom - height, top: 1 - left - width, width: height, height: width }
    default:
      return { left, top: 1 - bottom - height, width, height }
  }
}

/** What a place on the page as it is shown covers: the way back from {@link placeMark}. */
export function markAt(place: Place, { widthPt, heightPt, rotation }: PageSize): Omit<Mark, 'page'> {
  const { left, top, width, height } = place
  const right = 1 - left - width
  const bottom = 1 - top - height
  const shares = {
    0: { x: left, y: bottom, wide: width, high: height },
    90: { x: top, y: left, wide: height, high: width },
    180: { x: right, y: top, wide: width, high: height },
    270: { x: bottom, y: right, wide: height, high: width },
  }[quarterOf(rotation)]
  const { x, y, wide, high } = shares
  return { x: x * widthPt, y: y * heightPt, width: wide * widthPt, height: high * heightPt }
}

function quarterOf(rotation: number): 0 | 90 | 180 | 270 {
  const turned = ((rotation % 360) + 360) % 360
  return turned === 90 || turned === 180 || turned === 270 ? turned : 0
}

/** Height of a page as it is shown, for one unit of its width. */
export function heightPerWidth({ widthPt, heightPt, rotation }: PageSize): number {
  return rotation % 180 === 0 ? heightPt / widthPt : widthPt / heightPt
}
