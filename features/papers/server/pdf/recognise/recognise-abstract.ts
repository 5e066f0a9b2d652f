import type { RecognisedMetadata } from '../pdf-reading.ts'
import { joinLines } from './blocks.ts'
import { isBodyHeading } from './printed-phrases.ts'
import type { SeenLine } from './seen-lines.ts'

const heading =
  /^\s*(?:abstract|summary|synopsis|국문\s*초록|초\s*록|요\s*약|요\s*지)(?![\p{L}\p{M}])[\s.:;,—–-]*/iu
const numberedHeading = /^\s*(?:\d+(?:\.\d+)*\.?|[IVX]+\.|[Ⅰ-Ⅻ]\.?)\s+\p{L}/u
const pageNumber = /^\s*\d+\s*$/
const noteBelowText =
  /^(?:c?\s*©|permission to|copyright|supported by|this work (?:was|is) supported|general terms|ccs concepts)/i
const [leastCharacters, mostCharacters] = [100, 4_000]

/** The text under the heading "Abstract" of the first pages, up to the next heading. */
export function recogniseAbstract(pages: SeenLine[][]): RecognisedMetadata['abstract'] {
  for (const lines of pages) {
    const start = lines.findIndex((line) => heading.test(line.text))
    const first = lines[start]
    if (first === undefined) continue
    const taken = [first.text.replace(heading, '')]
    const size = lines[start + 1]?.fontSize ?? first.fontSize
    for (const line of lines.slice(start + 1)) {
      const isOtherSize = line.fontSize > size * 1.12 || line.fontSize < size * 0.85
      if (isOtherSize || isBodyHeading(line.text) || numberedHeading.test(line.text)) break
      if (noteBelowText.test(line.text) || pageNumber.test(line.text)) break
      taken.push(line.text)
    }
    const text = joinLines(taken)
    const whole = wholeSentences(text)
    if (whole.length < leastCharacters || whole.length > mostCharacters) continue
    return { value: whole, confidence: whole === text ? 0.8 : 0.6, origin: 'page' }
  }
  return undefined
}

// A column or a page may end in the middle of a sentence that goes on elsewhere.
function wholeSentences(text: string): string {
  const end = /^.*[.。!?]["”’)]?(?=\s|$)/su.exec(text)
  return end === null ? '' : end[0]
}
