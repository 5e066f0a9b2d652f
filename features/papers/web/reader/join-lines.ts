import type { Place } from './place-mark.ts'

/**
 * Places in reading order, those of one line as one: words are boxes of their own in many files. A gap up to the height
 * of the line is closed, one between columns is not; turned text is treated alike along its own direction.
 */
export function joinLines(places: readonly Place[], heightPerWidth: number): Place[] {
  const lines: Place[] = []
  for (const place of places) {
    const last = lines.at(-1)
    if (last !== undefined && isSameLine(last, place, heightPerWidth))
      lines[lines.length - 1] = union(last, place)
    else lines.push(place)
  }
  return lines
}

function isSameLine(a: Place, b: Place, heightPerWidth: number): boolean {
  const across = overlap(a.top, a.height, b.top, b.height) * heightPerWidth
  const along = overlap(a.left, a.width, b.left, b.width)
  const lower = Math.min(a.height, b.height) * heightPerWidth
  const thinner = Math.min(a.width, b.width)
  const isUpright = across > lower / 2 && along > -lower
  const isTurned = a.height * heightPerWidth > 2 * a.width && along > thinner / 2 && across > -thinner
  return isUpright || isTurned
}

/** How far two stretches overlap; negative: the gap between them. */
function overlap(startA: number, lengthA: number, startB: number, lengthB: number): number {
  return Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB)
}

function union(a: Place, b: Place): Place {
  const left = Math.min(a.left, b.left)
  const top = Math.min(a.top, b.top)
  const right = Math.max(a.left + a.width, b.left + b.width)
  const bottom = Math.max(a.top + a.height, b.top + b.height)
  return { left, top, width: right - left, height: bottom - top }
}
