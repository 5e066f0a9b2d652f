import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PDFDocument, StandardFonts } from 'pdf-lib'

const root = join(import.meta.dirname, '..')
const sharedPdfs = join(process.env.SEOGO_TEST_DATA ?? join(root, '../shared/data'), 'pdfs')

export interface SamplePaper {
  /** Path on this machine. */
  path: string
  /** The title Seogo must recognise, as far as a row shows it. */
  title: RegExp
}

/** Two papers with text: real ones where the shared data is, else the repository's own and one made here. */
export async function twoPapers(): Promise<[SamplePaper, SamplePaper]> {
  const own = { path: join(root, 'examples/first-paper.pdf'), title: /\S/ }
  const real = join(sharedPdfs, 'level-ancestor-simplified.pdf')
  if (existsSync(real)) return [own, { path: real, title: /Level Ancestor Problem/i }]
  return [
    own,
    { path: await writePaper('Lantern Scheduling for Quiet Warehouses'), title: /Lantern Scheduling/ },
  ]
}

/** A two-page paper with this title, as a file. */
async function writePaper(title: string): Promise<string> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.TimesRoman)
  const bold = await document.embedFont(StandardFonts.TimesRomanBold)
  const first = document.addPage([595, 842])
  first.drawText(title, { x: 60, y: 760, size: 20, font: bold })
  first.drawText('Ada Kim and Bo Lee', { x: 60, y: 730, size: 11, font })
  const sentences = [
    'Abstract. We propose a schedule for lanterns in warehouses that work at night.',
    'The schedule lowers the energy used by 31 percent in a trial of twelve weeks.',
    'Our results show that workers found their shelves as quickly as before.',
    'A limitation is that only one warehouse took part in the trial.',
  ]
  for (const page of [first, document.addPage([595, 842])]) {
    for (const [index, sentence] of sentences.entries()) {
      page.drawText(sentence, { x: 60, y: 680 - index * 18, size: 11, font })
    }
  }
  const path = join(mkdtempSync(join(tmpdir(), 'seogo-paper-')), 'lantern-scheduling.pdf')
  writeFileSync(path, await document.save())
  return path
}

/** Files as a browser's drag carries them. */
export function asDropped(paths: string[]): { name: string; mediaType: string; base64: string }[] {
  return paths.map((path) => ({
    name: path.slice(path.lastIndexOf('/') + 1),
    mediaType: path.endsWith('.pdf') ? 'application/pdf' : 'text/plain',
    base64: readFileSync(path).toString('base64'),
  }))
}

/** Two records of one paper, a year apart, which is none of {@link twoPapers}. */
export function onePaperTwice(): string {
  const entry = (key: string, year: number, more: string) =>
    `@article{${key}, title={Tide tables for patient harbours}, author={Kim, Ada}, year={${year}}${more}}`
  const path = join(mkdtempSync(join(tmpdir(), 'seogo-pair-')), 'refs.bib')
  writeFileSync(path, `${entry('kim2020', 2020, '')}\n${entry('kim2021', 2021, ', volume={7}')}\n`)
  return path
}
