/**
 * Where a stretch of a page's text stands: `[start, end, x, y, width, height]` and, for text that does not run from left
 * to right, a seventh number: how it runs, in quarter turns anticlockwise (1 up the page, 2 upside down, 3 down).
 * `start` and `end` are UTF-16 offsets into the page's text, the rest PDF points from the lower left corner of the
 * unrotated page.
 */
export type TextRun =
  | [start: number, end: number, x: number, y: number, width: number, height: number]
  | [start: number, end: number, x: number, y: number, width: number, height: number, turns: number]

/** PDF points from the lower left corner of the unrotated page. */
export type Rect = { x: number; y: number; width: number; height: number }

/**
 * The rectangles that cover the text from `start` to `end` (UTF-16 offsets into the page's text, end excluded), one per
 * line and column, in reading order. A run that is only partly meant is cut where its letters usually end when the page's
 * text is given, else by the share of its characters.
 */
export function rectanglesOf(
  page: { readonly boxes: readonly TextRun[] },
  start: number,
  end: number,
  text?: string,
): Rect[] {
  const rects: Rect[] = []
  let lastTurns: number | undefined
  let lastEnd = start
  for (const run of page.boxes) {
    const from = Math.max(run[0], start)
    const to = Math.min(run[1], end)
    if (from >= to) continue
    const turns = run[6] ?? 0
    const rect = clipRun(run, shareAt(run, from, text), shareAt(run, to, text))
    const last = rects.at(-1)
    // Whoever read the page put them into one line of it: the letters of a scan may stand far apart.
    const isOneLine = text !== undefined && !text.slice(lastEnd, from).includes('\n')
    if (last !== undefined && lastTurns === turns && isSameLine(last, rect, { turns, isOneLine })) {
      rects[rects.length - 1] = union(last, rect)
    } else rects.push(rect)
    lastTurns = turns
    lastEnd = to
  }
  return rects.map(rounded)
}

// A hundredth of a point is a four-thousandth of a millimetre.
function rounded(rect: Rect): Rect {
  const round = (points: number) => Math.round(points * 100) / 100
  return { x: round(rect.x), y: round(rect.y), width: round(rect.width), height: round(rect.height) }
}

/** How much of a run's length is before an offset. */
function shareAt([start, end]: TextRun, at: number, text: string | undefined): number {
  if (text === undefined || at === start || at === end) return (at - start) / (end - start)
  const before = widthOf(text.slice(start, at))
  return before / (before + widthOf(text.slice(at, end)))
}

// Widths in Times and Helvetica are about these, in ems; in another face the ratios are alike.
const widths: readonly (readonly [RegExp, number])[] = [
  [/[ijltf.,;:'’|!()[\]\-\s/`]/, 0.3],
  [/[rsI"“”*]/, 0.38],
  [/[aceszvxyk?]/, 0.46],
  [/[mMW@%—]/, 0.85],
  [/[wA-Z&+=<>–]/, 0.7],
  [/[\u1100-\uffef]/, 1],
]
const usualWidth = 0.5

function widthOf(text: string): number {
  let sum = 0
  for (const letter of text) sum += widths.find(([letters]) => letters.test(letter))?.[1] ?? usualWidth
  return sum
}

function clipRun(run: TextRun, first: number, last: number): Rect {
  const [, , x, y, width, height, turns = 0] = run
  const share = last - first
  switch (turns) {
    case 1:
      return { x, y: y + first * height, width, height: share * height }
    case 2:
      return { x: x + (1 - last) * width, y, width: share * width, height }
    case 3:
      return { x, y: y + (1 - last) * height, width, height: share * height }
    default:
      return { x: x + first * width, y, width: share * width, height }
  }
}

// Words of one line are runs of their own in many files: a gap up to the height of the line is closed, a gap between
// columns is not, unless the page's text says that both are one line.
function isSameLine(
  a: Rect,
  b: Rect,
  { turns, isOneLine }: { readonly turns: number; readonly isOneLine: boolean },
): boolean {
  const overlapX = overlap(a.x, a.width, b.x, b.width)
  const overlapY = overlap(a.y, a.height, b.y, b.height)
  if (turns === 1 || turns === 3) {
    const thinner = Math.min(a.width, b.width)
    return overlapX > thinner / 2 && (isOneLine || overlapY > -thinner)
  }
  const lower = Math.min(a.height, b.height)
  return overlapY > lower / 2 && (isOneLine || overlapX > -lower)
}

/** How far two stretches overlap; negative: the gap between them. */
function overlap(startA: number, lengthA: number, startB: number, lengthB: number): number {
  return Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB)
}

function union(a: Rect, b: Rect): Rect {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  }
}
