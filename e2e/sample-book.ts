import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, PDFHexString, PDFName, type PDFPage, StandardFonts } from 'pdf-lib'

export const bookTitle = 'Lantern Scheduling for Quiet Warehouses'
const a4: [number, number] = [595, 842]

/** A book: every fifth page on its side, a chapter a page in its contents, and a link from its first page to its eighth. */
export async function writeBook(pageCount: number): Promise<string> {
  const book = await PDFDocument.create()
  book.setTitle(bookTitle)
  const font = await book.embedFont(StandardFonts.TimesRoman)
  const pages = Array.from({ length: pageCount }, (_, at) => {
    const number = at + 1
    const isOnItsSide = number % 5 === 0
    const page = book.addPage(isOnItsSide ? [a4[1], a4[0]] : a4)
    const top = page.getHeight() - 80
    page.drawText(number === 1 ? bookTitle : `Chapter ${number}`, { x: 60, y: top, size: 18, font })
    for (let line = 0; line < (isOnItsSide ? 20 : 40); line += 1) {
      const text =
        line % 2 === 0
          ? `Line ${line} of page ${number}: the lanterns burn quietly, and nobody is examin-`
          : `ing them before line ${line} of page ${number} is lit.`
      page.drawText(text, { x: 60, y: top - 40 - line * 15, size: 11, font })
    }
    return page
  })
  linkFirstPage(book, pages)
  addContents(book, pages)
  const path = join(mkdtempSync(join(tmpdir(), 'seogo-book-')), 'lantern-book.pdf')
  writeFileSync(path, await book.save())
  return path
}

function linkFirstPage(book: PDFDocument, pages: readonly PDFPage[]) {
  const [first, target] = [pages[0], pages[7]]
  if (first === undefined || target === undefined) return
  const link = book.context.obj({
    Type: 'Annot',
    Subtype: 'Link',
    Rect: [60, 715, 300, 732],
    Border: [0, 0, 1],
    Dest: [target.ref, 'XYZ', null, 400, null],
  })
  first.node.set(PDFName.of('Annots'), book.context.obj([book.context.register(link)]))
}

function addContents(book: PDFDocument, pages: readonly PDFPage[]) {
  const { context, catalog } = book
  const root = context.nextRef()
  const entries = pages.map(() => context.nextRef())
  for (const [at, entry] of entries.entries()) {
    const [before, after, page] = [entries[at - 1], entries[at + 1], pages[at]]
    if (page === undefined) continue
    const bookmark = context.obj({
      Parent: root,
      Dest: [page.ref, 'XYZ', null, page.getHeight() - 60, null],
      ...(before && { Prev: before }),
      ...(after && { Next: after }),
    })
    bookmark.set(PDFName.of('Title'), PDFHexString.fromText(at === 0 ? '서론' : `Chapter ${at + 1}`))
    context.assign(entry, bookmark)
  }
  const [first, last] = [entries[0], entries.at(-1)]
  if (first === undefined || last === undefined) return
  context.assign(root, context.obj({ Type: 'Outlines', First: first, Last: last, Count: entries.length }))
  catalog.set(PDFName.of('Outlines'), root)
}
