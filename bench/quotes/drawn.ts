import { execFileSync } from 'node:child_process'
import type { Box } from './poppler.ts'

const pixelsPerPoint = 2
type Picture = { readonly width: number; readonly height: number; readonly grey: Uint8Array }
let last: { readonly key: string; readonly picture: Picture } | undefined

/** What is drawn in each of these boxes of a page, from the highest to the lowest point and from the first to the last. */
export function drawnIn(path: string, page: number, boxes: readonly Box[]): Box[] {
  const picture = pictureOf(path, page)
  return boxes.map((box) => inkIn(picture, box)).filter((ink) => ink !== undefined)
}

function pictureOf(path: string, page: number): Picture {
  const key = `${page} ${path}`
  if (last?.key === key) return last.picture
  const args = ['-gray', '-r', String(72 * pixelsPerPoint), '-f', String(page), '-l', String(page), path]
  const file = execFileSync('pdftoppm', args, { maxBuffer: 256_000_000, stdio: ['ignore', 'pipe', 'ignore'] })
  const [head = '', width, height] =
    /^P5\s+(\d+)\s+(\d+)\s+\d+\s/.exec(file.subarray(0, 60).toString('latin1')) ?? []
  const picture = { width: Number(width), height: Number(height), grey: file.subarray(head.length) }
  last = { key, picture }
  return picture
}

function inkIn({ width, height, grey }: Picture, box: Box): Box | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1]
  const toPixels = (points: number, most: number) =>
    Math.min(most, Math.max(0, Math.floor(points * pixelsPerPoint)))
  for (let y = toPixels(box.top, height); y < toPixels(box.bottom, height); y += 1)
    for (let x = toPixels(box.left, width); x < toPixels(box.right, width); x += 1) {
      if ((grey[y * width + x] ?? 255) > 127) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  if (right === -1) return undefined
  const [l, t, r, b] = [left, top, right, bottom].map((pixels) => pixels / pixelsPerPoint)
  return { left: l ?? 0, top: t ?? 0, right: r ?? 0, bottom: b ?? 0 }
}
