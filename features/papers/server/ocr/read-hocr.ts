import { cleanText } from '#contract/clean-text.ts'

/** Pixels from the upper left corner of the picture. */
export type PixelBox = { left: number; top: number; right: number; bottom: number }

export type OcrWord = PixelBox & {
  text: string
  /** 0 to 1, as the program believes. */
  confidence: number
}

export type OcrLine = PixelBox & {
  words: OcrWord[]
  /** Height of the letters with their ascenders and descenders: the font's size. */
  sizePx: number
  /** Where the letters stand, at the left end of the line. */
  baseline: number
}

// Below, a "word" is dirt, a rule or a piece of a picture more often than not.
const leastConfidence = 0.3
const maxWordsPerPage = 20_000

const lineStart = /<span class='(?:ocr_line|ocr_caption|ocr_header|ocr_textfloat)'[^>]*title="([^"]*)"/
const word = /<span class='ocrx_word'[^>]*title='([^']*)'[^>]*>(.*?)<\/span>/gs

/** Reads the lines of Tesseract's hOCR, in its reading order (hOCR 1.2 specification: bbox, baseline, x_size, x_wconf). */
export function readHocr(hocr: string): OcrLine[] {
  const lines: OcrLine[] = []
  let count = 0
  // Lines do not contain each other: each piece begins with one.
  for (const piece of hocr.split(/(?=<span class='(?:ocr_line|ocr_caption|ocr_header|ocr_textfloat)')/)) {
    const title = lineStart.exec(piece)?.[1]
    const box = title === undefined ? undefined : boxOf(title)
    if (title === undefined || box === undefined || count > maxWordsPerPage) continue
    const words = [...piece.matchAll(word)].map(([, told = '', inside = '']) => readWord(told, inside))
    const legible = words.filter((one) => one !== undefined)
    count += words.length
    if (legible.length > 0) lines.push(readLine(title, box, legible))
  }
  return lines
}

function readLine(title: string, box: PixelBox, words: OcrWord[]): OcrLine {
  const { sizePx, baseline } = measuresOf(title, box)
  const height = medianHeight(words)
  // One letter with a wrong box makes the size of its whole line wrong.
  return { ...box, words: joinSyllables(words, height), sizePx: Math.min(sizePx, height * 1.5), baseline }
}

function medianHeight(words: readonly OcrWord[]): number {
  const heights = words.map(({ top, bottom }) => bottom - top).toSorted((one, other) => one - other)
  return heights[Math.floor(heights.length / 2)] ?? 0
}

// Tesseract's Korean data (kor 4.1.0) takes many a syllable for a word. In print a word space is 0.4 of a syllable's
// height and more, the gap between two syllables of a word 0.2 and less.
const syllableGap = 0.3
const endsInHangul = /\p{Script=Hangul}$/u
const beginsInHangul = /^\p{Script=Hangul}/u

/** Puts syllables that stand close together into one word again. */
function joinSyllables(words: readonly OcrWord[], height: number): OcrWord[] {
  const joined: OcrWord[] = []
  for (const next of words) {
    const last = joined.at(-1)
    const belongs =
      last !== undefined &&
      endsInHangul.test(last.text) &&
      beginsInHangul.test(next.text) &&
      next.left - last.right < syllableGap * height
    if (belongs) joined[joined.length - 1] = joinWords(last, next)
    else joined.push(next)
  }
  return joined
}

function joinWords(one: OcrWord, other: OcrWord): OcrWord {
  const [first, second] = [one.text.length, other.text.length]
  return {
    left: Math.min(one.left, other.left),
    top: Math.min(one.top, other.top),
    right: Math.max(one.right, other.right),
    bottom: Math.max(one.bottom, other.bottom),
    text: one.text + other.text,
    confidence: (one.confidence * first + other.confidence * second) / (first + second),
  }
}

function readWord(title: string, inside: string): OcrWord | undefined {
  const box = boxOf(title)
  const confidence = Number(/x_wconf (\d+)/.exec(title)?.[1] ?? 0) / 100
  const text = cleanText(withoutMarkup(inside)).trim()
  if (box === undefined || text === '' || confidence < leastConfidence) return undefined
  return { ...box, text, confidence }
}

function boxOf(title: string): PixelBox | undefined {
  const [, left, top, right, bottom] = /bbox (\d+) (\d+) (\d+) (\d+)/.exec(title) ?? []
  const box = { left: Number(left), top: Number(top), right: Number(right), bottom: Number(bottom) }
  return box.right > box.left && box.bottom > box.top ? box : undefined
}

function measuresOf(title: string, box: PixelBox): { sizePx: number; baseline: number } {
  const size = Number(/x_size ([\d.]+)/.exec(title)?.[1])
  const drop = Number(/baseline -?[\d.]+ (-?[\d.]+)/.exec(title)?.[1])
  const height = box.bottom - box.top
  return {
    sizePx: size > 0 ? size : height,
    baseline: Number.isFinite(drop) ? box.bottom + drop : box.bottom - height * 0.2,
  }
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" }

function withoutMarkup(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|#39);/g, (whole, name) => entities[name] ?? whole)
}
