import type { TextRun } from '#contract/text-rectangles.ts'
import type { LinePart, PageLine } from '../pdf/page-text.ts'
import type { PdfPage } from '../pdf/pdf-reading.ts'
import type { FirstPage } from '../pdf/recognise/seen-lines.ts'
import type { OcrLine, PixelBox } from './read-hocr.ts'

type Shown = {
  readonly widthPx: number
  readonly heightPx: number
  readonly widthPt: number
  readonly heightPt: number
}

export type OcrPage = Pick<PdfPage, 'text' | 'boxes'> & {
  /** Mean of the letters; 0 when there are none. */
  readonly confidence: number
  /** The page as it is shown, for the recognition of title and authors. */
  readonly shown: FirstPage
}

const partGapEm = 1.2

/**
 * Puts the lines of a picture together into a page's text and places, as `layOutPage` does for text that the file holds.
 * @param rotation degrees a viewer turns the page clockwise: the picture is turned, the places are not
 */
export function layOutOcr(lines: readonly OcrLine[], shown: Shown, rotation: PdfPage['rotation']): OcrPage {
  const unit = shown.widthPt / shown.widthPx
  let text = ''
  const boxes: TextRun[] = []
  let letters = 0
  let sureness = 0
  for (const line of lines) {
    if (text !== '') text += '\n'
    line.words.forEach((word, index) => {
      if (index > 0) text += ' '
      const start = text.length
      text += word.text
      boxes.push(runOf(start, text.length, toPoints(word, shown, unit), shown, rotation))
      letters += word.text.length
      sureness += word.confidence * word.text.length
    })
  }
  return {
    text,
    boxes,
    confidence: letters === 0 ? 0 : sureness / letters,
    shown: {
      text,
      lines: lines.map((line) => toPageLine(line, shown, unit)),
      widthPt: shown.widthPt,
      heightPt: shown.heightPt,
    },
  }
}

type PointBox = { x: number; y: number; width: number; height: number }

/** From the lower left corner of the page as shown. */
function toPoints({ left, top, right, bottom }: PixelBox, { heightPt }: Shown, unit: number): PointBox {
  return {
    x: left * unit,
    y: heightPt - bottom * unit,
    width: (right - left) * unit,
    height: (bottom - top) * unit,
  }
}

/** Turns a place on the shown page back to the unrotated page; what reads upright on the screen runs up, down or back there. */
function runOf(
  start: number,
  end: number,
  box: PointBox,
  shown: Shown,
  rotation: PdfPage['rotation'],
): TextRun {
  const { x, y, width, height } = box
  const round = (points: number) => Math.round(points * 100) / 100
  const place = (left: number, low: number, wide: number, high: number) =>
    [start, end, round(left), round(low), round(wide), round(high)] as const
  switch (rotation) {
    case 90:
      return [...place(shown.heightPt - y - height, x, height, width), 1]
    case 180:
      return [...place(shown.widthPt - x - width, shown.heightPt - y - height, width, height), 2]
    case 270:
      return [...place(y, shown.widthPt - x - width, height, width), 3]
    default:
      return [...place(x, y, width, height)]
  }
}

function toPageLine(line: OcrLine, shown: Shown, unit: number): PageLine {
  const fontSize = line.sizePx * unit
  const y = shown.heightPt - line.baseline * unit
  const parts: LinePart[] = []
  for (const word of line.words) {
    const { x, width } = toPoints(word, shown, unit)
    const last = parts.at(-1)
    if (last !== undefined && x - (last.x + last.width) < partGapEm * fontSize) {
      last.text += ` ${word.text}`
      last.width = x + width - last.x
    } else
      parts.push({
        text: word.text,
        spaced: parts.length > 0,
        x,
        y,
        width,
        fontSize,
        bold: false,
        italic: false,
      })
  }
  return { text: line.words.map(({ text }) => text).join(' '), upright: true, parts }
}
