import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { makePdf, streamObject } from './make-pdf.ts'

export type PrintedLine = { x: number; y: number; size: number; text: string; family?: string }

const [widthPt, dpi] = [595, 200]

/** A page as a scanner sees it: these lines, in points from the upper left corner, as a gray picture. */
async function drawPage(lines: readonly PrintedLine[], heightPt: number) {
  const texts = lines.map(
    ({ x, y, size, text, family = 'Noto Sans CJK KR, DejaVu Sans' }) =>
      `<text x="${x}" y="${y}" font-size="${size}" font-family="${family}">${text}</text>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPt}" height="${heightPt}"><rect width="100%" height="100%" fill="white"/>${texts.join('')}</svg>`
  return sharp(Buffer.from(svg), { density: (72 * dpi) / 72 })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true })
}

/**
 * A PDF of pages that are nothing but pictures of the printed lines.
 * @param heightPt of an A4 page, or of the part of it that has letters: blank paper costs time to draw, too
 */
export async function makeScan(
  pages: readonly (readonly PrintedLine[])[],
  { heightPt = 842 }: { heightPt?: number } = {},
): Promise<Buffer> {
  const objects: Record<number, Buffer> = {}
  const forms: Record<string, number> = {}
  for (const [index, lines] of pages.entries()) {
    const { data, info } = await drawPage(lines, heightPt)
    const dictionary = `/Type /XObject /Subtype /Image /Width ${info.width} /Height ${info.height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode`
    objects[200 + index] = streamObject(deflateSync(data), dictionary)
    forms[`Scan${index}`] = 200 + index
  }
  return makePdf({
    pages: pages.map((_, index) => ({
      widthPt,
      heightPt,
      content: `q ${widthPt} 0 0 ${heightPt} 0 0 cm /Scan${index} Do Q`,
    })),
    objects,
    forms,
  })
}
