import { constants, deflateRawSync } from 'node:zlib'

/**
 * Writes small PDF files for tests, byte by byte, so that a test can also make the broken and the hostile ones that no
 * library would write.
 */

export type TestPage = {
  widthPt?: number
  heightPt?: number
  /** Clockwise degrees, as in the page's /Rotate. */
  rotation?: number
  /** The content stream; see `textAt`. */
  content: string | Buffer
  /** What stands in the stream's dictionary besides its length, such as a filter. */
  filter?: string
}

export type TestPdf = {
  pages: TestPage[]
  info?: Record<string, string>
  /** Bookmarks, each to a page counted from 0. */
  outline?: { title: string; page: number }[]
  /** Further objects by number (200 and up), as they stand between "obj" and "endobj". */
  objects?: Record<number, string | Buffer>
  /** Entries of the trailer besides the usual ones. */
  trailer?: string
  /** Form XObjects by name, named in the resources of every page: object numbers. */
  forms?: Record<string, number>
}

/** Roman is Helvetica, bold Helvetica-Bold, Korean any font of the viewer: its text is written in UTF-16. */
export type TestFont = 'roman' | 'bold' | 'korean'
const fontObjects: Record<TestFont, number> = { roman: 3, bold: 4, korean: 5 }

/** One line of text with its baseline beginning at (x, y), turned by so many degrees anticlockwise. */
export function textAt(
  place: { x: number; y: number; size?: number; font?: TestFont; turned?: number },
  text: string,
): string {
  const { x, y, size = 10, font = 'roman', turned = 0 } = place
  const [cos, sin] = [Math.cos((turned * Math.PI) / 180), Math.sin((turned * Math.PI) / 180)]
  const matrix = [cos, sin, -sin, cos, x, y].map((value) => value.toFixed(4)).join(' ')
  return `BT /${font} ${size} Tf ${matrix} Tm ${stringOf(text, font)} Tj ET\n`
}

function stringOf(text: string, font: TestFont): string {
  if (font !== 'korean') return `(${text.replace(/[\\()]/g, '\\$&')})`
  return `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
}

/** A whole PDF file with a cross-reference table. */
export function makePdf(pdf: TestPdf): Buffer {
  const firstPage = 20
  const pageNumbers = pdf.pages.map((_, index) => firstPage + index * 2)
  const objects = new Map<number, string | Buffer>([
    [1, `<< /Type /Catalog /Pages 2 0 R ${pdf.outline === undefined ? '' : '/Outlines 9 0 R'} >>`],
    [
      2,
      `<< /Type /Pages /Kids [${pageNumbers.map((n) => `${n} 0 R`).join(' ')}] /Count ${pdf.pages.length} >>`,
    ],
    [3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
    [4, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>'],
    [
      5,
      '<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UTF16-H /DescendantFonts [6 0 R] >>',
    ],
    [
      6,
      '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> /FontDescriptor 7 0 R /DW 1000 >>',
    ],
    [
      7,
      '<< /Type /FontDescriptor /FontName /HYSMyeongJo-Medium /Flags 6 /FontBBox [0 -148 1001 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 720 /StemV 60 >>',
    ],
    [
      8,
      `<< ${Object.entries(pdf.info ?? {})
        .map(([key, value]) => `/${key} ${utf16(value)}`)
        .join(' ')} >>`,
    ],
  ])
  for (const [index, page] of pdf.pages.entries())
    addPage(objects, firstPage + index * 2, page, pdf.forms ?? {})
  addOutline(objects, pdf.outline ?? [], pageNumbers)
  for (const [number, body] of Object.entries(pdf.objects ?? {})) objects.set(Number(number), body)
  return writeFile(objects, pdf.trailer ?? '')
}

function utf16(text: string): string {
  return `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`
}

function addPage(
  objects: Map<number, string | Buffer>,
  number: number,
  page: TestPage,
  forms: Record<string, number>,
) {
  const { widthPt = 612, heightPt = 792, rotation = 0 } = page
  const fonts = Object.entries(fontObjects)
    .map(([name, object]) => `/${name} ${object} 0 R`)
    .join(' ')
  const xobjects = Object.entries(forms)
    .map(([name, object]) => `/${name} ${object} 0 R`)
    .join(' ')
  objects.set(
    number,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${widthPt} ${heightPt}] /Rotate ${rotation} /Contents ${number + 1} 0 R ` +
      `/Resources << /Font << ${fonts} >> /XObject << ${xobjects} >> >> >>`,
  )
  objects.set(number + 1, streamObject(page.content, page.filter))
}

/** A stream as an object's body. */
export function streamObject(content: string | Buffer, dictionary = ''): Buffer {
  const bytes = Buffer.from(content)
  return Buffer.concat([
    Buffer.from(`<< /Length ${bytes.length} ${dictionary} >>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ])
}

function addOutline(
  objects: Map<number, string | Buffer>,
  outline: { title: string; page: number }[],
  pages: number[],
) {
  if (outline.length === 0) return
  const first = 150
  const last = first + outline.length - 1
  objects.set(9, `<< /Type /Outlines /First ${first} 0 R /Last ${last} 0 R /Count ${outline.length} >>`)
  for (const [index, { title, page }] of outline.entries()) {
    const next = index < outline.length - 1 ? `/Next ${first + index + 1} 0 R` : ''
    const previous = index > 0 ? `/Prev ${first + index - 1} 0 R` : ''
    objects.set(
      first + index,
      `<< /Title ${utf16(title)} /Parent 9 0 R ${next} ${previous} /Dest [${pages[page]} 0 R /Fit] >>`,
    )
  }
}

function writeFile(objects: Map<number, string | Buffer>, trailer: string): Buffer {
  const chunks: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\n', 'latin1')]
  let offset = chunks[0]?.length ?? 0
  const offsets = new Map<number, number>()
  for (const [number, body] of objects) {
    const chunk = Buffer.concat([
      Buffer.from(`${number} 0 obj\n`),
      Buffer.from(body),
      Buffer.from('\nendobj\n'),
    ])
    offsets.set(number, offset)
    offset += chunk.length
    chunks.push(chunk)
  }
  const size = Math.max(...objects.keys()) + 1
  const lines = Array.from({ length: size }, (_, number) => {
    const at = offsets.get(number)
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`
  })
  chunks.push(
    Buffer.from(
      `xref\n0 ${size}\n${lines.join('')}trailer\n<< /Size ${size} /Root 1 0 R /Info 8 0 R ${trailer} >>\n`,
    ),
    Buffer.from(`startxref\n${offset}\n%%EOF\n`),
  )
  return Buffer.concat(chunks)
}

/** One stream of 600 kB that inflates to 600 MiB of blanks: one compressed megabyte, written 600 times. */
export function flateBomb(): Buffer {
  const zlibHeader = Buffer.from([0x78, 0x01])
  const block = deflateRawSync(Buffer.alloc(1_048_576, ' '), { finishFlush: constants.Z_FULL_FLUSH })
  const lastBlock = Buffer.from([0x03, 0x00])
  const content = Buffer.concat([zlibHeader, ...Array.from({ length: 600 }, () => block), lastBlock])
  return makePdf({ pages: [{ content, filter: '/Filter /FlateDecode' }] })
}
