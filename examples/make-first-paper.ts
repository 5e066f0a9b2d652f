/**
 * Writes examples/first-paper.pdf: `node examples/make-first-paper.ts`. The same bytes every time, so that a change of
 * the paper shows as a change of this file. The paper is our own; its authors are invented and its figures illustrate.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from 'pdf-lib'
import { paper } from './first-paper-text.ts'

const a4 = { width: 595.28, height: 841.89 }
const margin = { side: 72, top: 72, bottom: 80 }
const textWidth = a4.width - 2 * margin.side
const ink = rgb(0.08, 0.08, 0.1)

type Look = { font: PDFFont; size: number; leading: number; align?: 'left' | 'centre'; indent?: number }

class Typesetter {
  readonly #document: PDFDocument
  readonly #roman: PDFFont
  #page: PDFPage
  #y = a4.height - margin.top

  constructor(document: PDFDocument, roman: PDFFont) {
    this.#document = document
    this.#roman = roman
    this.#page = this.#newPage()
  }

  paragraph(text: string, look: Look) {
    const width = textWidth - 2 * (look.indent ?? 0)
    for (const line of breakLines(text, look, width)) {
      this.#makeRoom(look.leading)
      const left = margin.side + (look.indent ?? 0)
      const x = look.align === 'centre' ? (a4.width - look.font.widthOfTextAtSize(line, look.size)) / 2 : left
      this.#page.drawText(line, { x, y: this.#y, font: look.font, size: look.size, color: ink })
    }
  }

  /** Begins a page when a text and a table under it would not stand on this one together. */
  keepTogether(points: number) {
    if (this.#y - points < margin.bottom) this.#page = this.#newPage()
  }

  table(rows: string[][], columns: number[], fonts: { head: PDFFont; cell: PDFFont }) {
    const leading = 14
    for (const [index, row] of rows.entries()) {
      this.#makeRoom(leading)
      const font = index === 0 ? fonts.head : fonts.cell
      for (const [column, text] of row.entries()) {
        this.#page.drawText(text, {
          x: margin.side + (columns[column] ?? 0),
          y: this.#y,
          font,
          size: 9.5,
          color: ink,
        })
      }
      if (index === 0) this.#rule(this.#y - 4)
    }
    this.#rule(this.#y - 4)
  }

  space(points: number) {
    this.#y -= points
  }

  #rule(y: number) {
    const [start, end] = [
      { x: margin.side, y },
      { x: a4.width - margin.side, y },
    ]
    this.#page.drawLine({ start, end, thickness: 0.6, color: ink })
  }

  #makeRoom(leading: number) {
    if (this.#y - leading < margin.bottom) this.#page = this.#newPage()
    this.#y -= leading
  }

  #newPage(): PDFPage {
    const page = this.#document.addPage([a4.width, a4.height])
    this.#y = a4.height - margin.top
    const number = `${this.#document.getPageCount()}`
    const x = (a4.width - this.#roman.widthOfTextAtSize(number, 9)) / 2
    page.drawText(number, { x, y: 44, font: this.#roman, size: 9, color: ink })
    return page
  }
}

function breakLines(text: string, look: Look, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && look.font.widthOfTextAtSize(longer, look.size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** The PDF's bytes. */
export async function makePaper(): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(paper.title)
  document.setAuthor(paper.authors.join('; '))
  document.setCreationDate(paper.date)
  document.setModificationDate(paper.date)
  document.setLanguage('en')
  const roman = await document.embedFont(StandardFonts.TimesRoman)
  const bold = await document.embedFont(StandardFonts.TimesRomanBold)
  const italic = await document.embedFont(StandardFonts.TimesRomanItalic)
  const body: Look = { font: roman, size: 10.5, leading: 14 }
  const heading: Look = { font: bold, size: 12.5, leading: 17 }
  const setter = new Typesetter(document, roman)

  setter.paragraph(paper.title, { font: bold, size: 18, leading: 24, align: 'centre' })
  setter.space(12)
  setter.paragraph(paper.authors.join(' and '), { font: roman, size: 12, leading: 16, align: 'centre' })
  setter.paragraph(paper.affiliation, { font: italic, size: 9.5, leading: 13, align: 'centre' })
  setter.paragraph(paper.dateLine, { font: roman, size: 9.5, leading: 13, align: 'centre' })
  setter.space(16)
  setter.paragraph('Abstract', { ...heading, size: 11, align: 'centre' })
  setter.space(2)
  setter.paragraph(paper.abstract, { ...body, size: 10, leading: 13, indent: 24 })
  for (const section of paper.sections) {
    setter.space(12)
    setter.paragraph(section.heading, heading)
    setter.space(2)
    for (const part of section.parts) {
      if (typeof part === 'string') setter.paragraph(part, body)
      else {
        setter.keepTogether(14 * (part.rows.length + 4))
        setter.space(6)
        setter.paragraph(part.caption, { ...body, font: italic, size: 9.5 })
        setter.table(part.rows, part.columns, { head: bold, cell: roman })
        setter.space(10)
      }
      setter.space(4)
    }
  }
  return document.save()
}

if (import.meta.main) await writeFile(join(import.meta.dirname, 'first-paper.pdf'), await makePaper())
