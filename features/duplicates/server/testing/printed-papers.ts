import { Readable } from 'node:stream'
import { PDFDocument, StandardFonts } from 'pdf-lib'

const vocabulary =
  `shelf lantern warehouse night reader machine schedule energy paper trial worker order library column
  measure result method signal window river engine letter stone garden valley market copper winter summer harbor bridge`
    .split(/\s+/)
    .filter((word) => word !== '')

/** A generator of numbers from 0 up to a bound, the same for the same seed (Lehmer, 1951). */
function diceOf(seed: number): (bound: number) => number {
  let state = seed * 7919 + 17
  return (bound) => {
    state = (state * 48_271) % 2_147_483_647
    return state % bound
  }
}

type Printed = {
  readonly title: string
  readonly doi?: string
  /** Of one seed the text is the same. */
  readonly seed?: number
  readonly changedWords?: number
}

/** The lines of the pages of a paper: a title, an author, running text. */
export function printedPages({ title, doi, seed = 1, changedWords = 0 }: Printed): string[] {
  const roll = diceOf(seed)
  const words = Array.from({ length: 560 }, () => vocabulary[roll(vocabulary.length)] ?? '')
  for (let change = 0; change < changedWords; change += 1)
    words[(change * 43) % words.length] = `changed${change}`
  const lines: string[] = []
  for (let at = 0; at < words.length; at += 14) lines.push(words.slice(at, at + 14).join(' '))
  return [[title, 'Ada Kim', ...(doi ? [`https://doi.org/${doi}`] : []), 'Abstract', ...lines].join('\n')]
}

/** A PDF of these pages. */
export async function makePaper(pages: readonly string[]): Promise<Readable> {
  const document = await PDFDocument.create()
  const [font, bold] = [
    await document.embedFont(StandardFonts.TimesRoman),
    await document.embedFont(StandardFonts.TimesRomanBold),
  ]
  for (const text of pages) {
    const page = document.addPage([595, 842])
    for (const [at, line] of text.split('\n').entries()) {
      const [size, face] = at === 0 ? [20, bold] : [9, font]
      page.drawText(line, { x: 50, y: 790 - at * 15 - (at === 0 ? 0 : 12), size, font: face })
    }
  }
  return Readable.from([Buffer.from(await document.save())])
}
