import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { layOutPage, type PageLine } from './page-text.ts'
import type { PageGap, PdfPage } from './pdf-reading.ts'
import { type FontLook, fontLook, type TextItem } from './text-geometry.ts'
import { type TextTally, tallyText } from './text-quality.ts'

export type PageReading = { page: PdfPage; lines: PageLine[] }

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
  if (page === undefined) return unreadablePage(task.number)
  const collected = await collectItems(page, task, tally)
  const looks = new Map([...collected.styles].map(([fontName, style]) => [fontName, fontLook(style)]))
  if (task.withFonts) await addFontNames(page, looks, task.maxMs)
  const [left = 0, bottom = 0, right = 0, top = 0] = page.view
  const frame = { left, bottom, userUnit: page.userUnit }
  const { text, boxes, lines } = layOutPage(collected.items, frame, (name) => looks.get(name) ?? usualLook)
  page.cleanup()
  return {
    page: {
      number: task.number,
      widthPt: (right - left) * page.userUnit,
      heightPt: (top - bottom) * page.userUnit,
      rotation: rotationOf(page.rotate),
      text,
      boxes,
      ...(collected.gap === undefined ? {} : { gap: collected.gap }),
    },
    lines,
  }
}

type FontStyle = { ascent?: number; descent?: number; vertical?: boolean }
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
      const next = await within(reader.read(), deadline - Date.now())
      if (next === 'too_slow') collected.gap = 'too_slow'
      else if (next.done) break
      else {
        for (const [name, style] of Object.entries(next.value.styles)) collected.styles.set(name, style)
        for (const item of next.value.items) {
          if (!('str' in item)) continue
          // Every item counts as one at least: a page of a million empty items is a bomb as well.
          charactersLeft -= Math.max(1, item.str.length)
          if (charactersLeft < 0) {
            collected.gap = 'too_long'
            break
          }
          tallyText(tally, item.str)
          collected.items.push(item)
        }
      }
    }
    if (collected.gap !== undefined) await within(reader.cancel(new Error(collected.gap)), 100)
  } catch {
    // pdf.js throws its own errors for pages whose content cannot be parsed; the other pages may be fine.
    collected.gap = 'unreadable'
  }
  return collected
}

async function within<T>(work: Promise<T>, ms: number): Promise<T | 'too_slow'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'too_slow'>((resolve) => {
    timer = setTimeout(() => resolve('too_slow'), Math.max(0, ms))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** pdf.js hands over the fonts' names only along with the drawing instructions. */
async function addFontNames(page: PDFPageProxy, looks: Map<string, FontLook>, maxMs: number): Promise<void> {
  const drawn = await within(
    page.getOperatorList().catch(() => undefined),
    maxMs,
  )
  if (drawn === undefined || drawn === 'too_slow') return
  for (const fontName of looks.keys()) {
    if (page.commonObjs.has(fontName)) looks.set(fontName, fontLook(page.commonObjs.get(fontName)))
  }
}

function rotationOf(degrees: number): PdfPage['rotation'] {
  const turned = ((degrees % 360) + 360) % 360
  return turned === 90 || turned === 180 || turned === 270 ? turned : 0
}

function unreadablePage(number: number): PageReading {
  const page: PdfPage = {
    number,
    widthPt: 0,
    heightPt: 0,
    rotation: 0,
    text: '',
    boxes: [],
    gap: 'unreadable',
  }
  return { page, lines: [] }
}
