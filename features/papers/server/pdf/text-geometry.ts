/** One piece of text as pdf.js reports it; `transform` is the text matrix in user space, `fontName` a name inside the file. */
export type TextItem = {
  str: string
  width: number
  height: number
  transform: number[]
  fontName: string
  hasEOL: boolean
}

export type PageFrame = {
  /** User-space coordinates of the page's lower left corner. */
  left: number
  bottom: number
  /** Points per unit of user space; 1 for nearly every file. */
  userUnit: number
}

export type FontLook = { bold: boolean; italic: boolean; vertical: boolean; ascent: number; descent: number }

/** Points from the lower left corner of the unrotated page. */
export type Box = { x: number; y: number; width: number; height: number }

export type Placed = {
  box: Box
  /** In points. */
  fontSize: number
  /** How the text runs, in quarter turns anticlockwise; slanted text counts as upright. */
  turns: 0 | 1 | 2 | 3
  /** Where the text begins and ends along its own direction, and how high its baseline stands across it, in points. */
  from: number
  to: number
  baseline: number
}

// Damaged fonts have widths that are no numbers, damaged pages stand at the end of the world. A real page has no more than
// 14,400 units a side (ISO 32000-1, annex C).
const furthestUnits = 1_000_000
const isSane = (units: number) => Math.abs(units) <= furthestUnits
const sane = (units: number) => (isSane(units) ? units : 0)
const letter = { left: 0, bottom: 0, right: 612, top: 792 }

/** Where a page is in its own space; a sheet of letter size, as pdf.js has it, when the file says nonsense. */
export function frameOf([left = 0, bottom = 0, right = 0, top = 0]: readonly number[], userUnit: number) {
  const view = [left, bottom, right, top].every(isSane) ? { left, bottom, right, top } : letter
  return { ...view, userUnit: userUnit > 0 && isSane(userUnit) ? userUnit : 1 }
}

/** Where an item stands on its page. */
export function placeItem(given: TextItem, frame: PageFrame, look: FontLook): Placed {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = given.transform.map(sane)
  const item = { width: sane(given.width), height: sane(given.height) }
  const unit = frame.userUnit
  const x = (e - frame.left) * unit
  const y = (f - frame.bottom) * unit
  const size = Math.hypot(c, d) * unit
  if (look.vertical) return placeVertical({ x, y, size, length: item.height * unit })
  const fontSize = (item.height || Math.hypot(c, d)) * unit
  const length = item.width * unit
  const angle = Math.atan2(b, a)
  // The letters stand upright on their direction whatever the matrix says: Type 3 fonts often carry a flipped one.
  const along = { x: Math.cos(angle), y: Math.sin(angle) }
  const corner = (forward: number, up: number) => ({
    x: x + along.x * forward - along.y * up,
    y: y + along.y * forward + along.x * up,
  })
  const low = look.descent * fontSize
  const high = look.ascent * fontSize
  const box = boxAround([corner(0, low), corner(length, low), corner(0, high), corner(length, high)])
  const turns = quarterTurns(angle)
  const start = turns === 0 ? x : turns === 1 ? y : turns === 2 ? -x : -y
  const baseline = turns === 0 ? y : turns === 1 ? -x : turns === 2 ? -y : x
  return { box, fontSize, turns, from: start, to: start + length, baseline }
}

function placeVertical(column: { x: number; y: number; size: number; length: number }): Placed {
  const { x, y, size, length } = column
  const box = { x: x - size / 2, y: y - length, width: size, height: length }
  return { box, fontSize: size, turns: 3, from: -y, to: -y + length, baseline: x }
}

// Scanned pages are a degree or two off; a watermark at 30 degrees is not a line of the text.
const quarter = Math.PI / 2
function quarterTurns(angle: number): 0 | 1 | 2 | 3 {
  const turns = ((Math.round(angle / quarter) % 4) + 4) % 4
  return turns === 1 || turns === 2 || turns === 3 ? turns : 0
}

function boxAround(corners: { x: number; y: number }[]): Box {
  const xs = corners.map((corner) => corner.x)
  const ys = corners.map((corner) => corner.y)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

// Ascender and descender of Times, Courier and Helvetica (Adobe's font metrics), which pdf.js does not tell of a font that is
// not in the file. They are its families' names for the three; of any other font it says "sans-serif".
const usualHeights: Readonly<Record<string, { ascent: number; descent: number }>> = {
  serif: { ascent: 0.683, descent: -0.217 },
  monospace: { ascent: 0.629, descent: -0.157 },
}
const otherHeights = { ascent: 0.718, descent: -0.207 }

/** A font's look from what the file says of it; heights that are missing or impossible (Type 3, broken descriptors) become usual ones. */
export function fontLook(font: {
  name?: string | undefined
  fontFamily?: string | undefined
  bold?: boolean | undefined
  italic?: boolean | undefined
  vertical?: boolean | undefined
  ascent?: number | undefined
  descent?: number | undefined
}): FontLook {
  const usual = usualHeights[font.fontFamily ?? ''] ?? otherHeights
  const name = font.name ?? ''
  const between = (value: number | undefined, low: number, high: number, usual: number) =>
    value === undefined || !Number.isFinite(value) || value === 0
      ? usual
      : Math.min(high, Math.max(low, value))
  return {
    // TeX calls its bold fonts CMBX, NimbusRomNo9L-Medi and the like.
    bold: font.bold === true || /bold|black|heavy|semibold|demi|-medi|cmbx|cmssbx|ptmb|phvb/i.test(name),
    italic: font.italic === true || /italic|oblique|ital$|cmti|slanted|cmsl/i.test(name),
    vertical: font.vertical === true,
    ascent: between(font.ascent, 0.6, 1, usual.ascent),
    descent: between(font.descent, -0.3, -0.1, usual.descent),
  }
}
