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
  switch (((rotation % 360) + 360) % 360) {
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

/** Height of a page as it is shown, for one unit of its width. */
export function heightPerWidth({ widthPt, heightPt, rotation }: PageSize): number {
  return rotation % 180 === 0 ? heightPt / widthPt : widthPt / heightPt
}
