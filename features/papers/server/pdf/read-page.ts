import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { layOutPage, type PageLine } from './page-text.ts'
import type { PageGap, PdfPage } from './pdf-reading.ts'
import { type FontLook, fontLook, frameOf, type TextItem } from './text-geometry.ts'
import { type TextTally, tallyText } from './text-quality.ts'

export type PageReading = {
  page: PdfPage
  lines: PageLine[]
  /** The page was cut, and pdf.js is still at it: only closing the document ends that. */
  isStuck: boolean
}

export type PageTask = {
  /** From 1. */
  number: number
  /** Also load the fonts' names, which tell bold from regular; costs about 20 ms a page. */
  withFonts: boolean
  maxCharacters: number
  maxMs: number
}

/** Reads one page; what cannot be read of it is left out, and `gap` says why. Adds its characters to `tally`. */
export async function readPage(
  document: PDFDocumentProxy,
  task: PageTask,
  tally: TextTally,
): Promise<PageReading> {
  const page = await document.getPage(task.number).catch(() => undefined)
  if (page === undefined) return missingPage(task.number, 'unreadable')
  const collected = await collectItems(page, task, tally)
  const looks = new Map([...collected.styles].map(([fontName, style]) => [fontName, fontLook(style)]))
  const isStuck = collected.gap === 'too_slow' || collected.gap === 'too_long'
  if (task.withFonts && !isStuck) await addFontNames(page, collected.styles, looks)
  const frame = frameOf(page.view, page.userUnit)
  const { text, boxes, lines } = layOutPage(collected.items, frame, (name) => looks.get(name) ?? usualLook)
  if (!isStuck) page.cleanup()
  return {
    page: {
      number: task.number,
      widthPt: (frame.right - frame.left) * frame.userUnit,
      heightPt: (frame.top - frame.bottom) * frame.userUnit,
      rotation: rotationOf(page.rotate),
      text,
      boxes,
      ...(collected.gap === undefined ? {} : { gap: collected.gap }),
    },
    lines,
    isStuck,
  }
}

type FontStyle = { fontFamily?: string; ascent?: number; descent?: number; vertical?: boolean }
type TextChunk = { items: (TextItem | { type: string })[]; styles: Record<string, FontStyle> }
type Collected = { items: TextItem[]; styles: Map<string, FontStyle>; gap: PageGap | undefined }

const usualLook = fontLook({})

/** Takes the page's text piece by piece, so that a page that never ends costs no more than it may. */
async function collectItems(page: PDFPageProxy, task: PageTask, tally: TextTally): Promise<Collected> {
  const collected: Collected = { items: [], styles: new Map(), gap: undefined }
  const deadline = Date.now() + task.maxMs
  let charactersLeft = task.maxCharacters
  const reader: ReadableStreamDefaultReader<TextChunk> = page.streamTextContent().getReader()
  try {
    while (collected.gap === undefined) {
      const next = await reader.read()
      if (next.done) break
      for (const [name, style] of Object.entries(next.value.styles)) collected.styles.set(name, style)
      for (const item of next.value.items) {
        if (!('str' in item)) continue
        // Every item counts as one at least: a page of a million empty items is a bomb as well.
        charactersLeft -= Math.max(1, item.str.length)
        if (charactersLeft < 0) break
        tallyText(tally, item.str)
        collected.items.push(item)
      }
      if (charactersLeft < 0) collected.gap = 'too_long'
      else if (Date.now() > deadline) collected.gap = 'too_slow'
    }
  } catch {
    // pdf.js throws its own errors for pages whose content cannot be parsed; the other pages may be fine.
    collected.gap = 'unreadable'
  }
  return collected
}

/** pdf.js hands over the fonts' names only along with the drawing instructions. */
async function addFontNames(
  page: PDFPageProxy,
  styles: ReadonlyMap<string, FontStyle>,
  looks: Map<string, FontLook>,
): Promise<void> {
  const drawn = await page.getOperatorList().catch(() => undefined)
  if (drawn === undefined) return
  for (const fontName of looks.keys()) {
    if (!page.commonObjs.has(fontName)) continue
    const { name, bold, italic } = page.commonObjs.get(fontName)
    looks.set(fontName, fontLook({ ...styles.get(fontName), name, bold, italic }))
  }
}

function rotationOf(degrees: number): PdfPage['rotation'] {
  const turned = ((degrees % 360) + 360) % 360
  return turned === 90 || turned === 180 || turned === 270 ? turned : 0
}

/** A page of which nothing is known. */
export function missingPage(number: number, gap: PageGap): PageReading {
  const page: PdfPage = {
    number,
    widthPt: 0,
    heightPt: 0,
    rotation: 0,
    text: '',
    boxes: [],
    gap,
  }
  return { page, lines: [], isStuck: false }
}
