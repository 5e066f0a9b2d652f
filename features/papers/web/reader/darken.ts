type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

// A picture of nearly the whole page is a scan: its paper is to be dark like any other.
const scanShare = 0.5

/**
 * Draws a page light on dark: colours keep their hue, pictures stay as they are, only dimmer.
 * @param pictures three corners of each picture as shares of the page, as pdf.js records them
 */
export function darken(
  context: CanvasRenderingContext2D,
  drawn: HTMLCanvasElement,
  pictures: ArrayLike<number>,
): void {
  context.filter = 'invert(0.92) hue-rotate(180deg)'
  context.drawImage(drawn, 0, 0)
  context.filter = 'brightness(0.8)'
  for (const { left, top, width, height } of boxesOf(pictures)) {
    if (width * height > scanShare || width <= 0 || height <= 0) continue
    const box = [left * drawn.width, top * drawn.height, width * drawn.width, height * drawn.height] as const
    context.drawImage(drawn, ...box, ...box)
  }
  context.filter = 'none'
}

/** The upright boxes around the pictures: of six numbers, three corners; the fourth lies opposite the first. */
export function boxesOf(pictures: ArrayLike<number>): Box[] {
  const corners = Array.from(pictures, (share) => Math.min(1, Math.max(0, share)))
  return Array.from({ length: Math.floor(corners.length / 6) }, (_, at) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = corners.slice(at * 6, at * 6 + 6)
    const xs = [x1, x2, x3, x2 + x3 - x1]
    const ys = [y1, y2, y3, y2 + y3 - y1]
    const [left, top] = [Math.min(...xs), Math.min(...ys)]
    return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top }
  })
}
