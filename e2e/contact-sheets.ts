import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium } from '@playwright/test'
import sharp from 'sharp'
import journeys from './playwright.config.ts'
import { screens } from './screens.ts'
import { schemes, sizes } from './shoot.ts'

const folder = join(import.meta.dirname, '../test-results/shots')
const thumbs = join(folder, 'thumbs')
const thumbHeight = 400
/** One picture of the sheet shows so many screens, each in a row of its own. */
const screensAPicture = 6
/** `<screen>.<language>.<theme>.<width>.png`, as `shoot` writes them. */
const named = /^(?<screen>.+)\.(?<language>en|ko)\.(?<theme>light|dark)\.(?<width>\d+)\.png$/

interface Shot {
  file: string
  screen: string
  language: string
  order: number
}

/** After all shots: one page per language with every screen in both themes and all widths, and that page in pictures. */
export default async function writeContactSheets(): Promise<void> {
  if (!existsSync(folder)) return
  mkdirSync(thumbs, { recursive: true })
  const shots = readdirSync(folder).flatMap(toShot)
  for (const { file } of shots) {
    await sharp(join(folder, file)).resize({ height: thumbHeight }).webp().toFile(thumbOf(file))
  }
  const browser = await chromium.launch(journeys.use?.launchOptions ?? {})
  try {
    for (const [language, ofLanguage] of Map.groupBy(shots, (shot) => shot.language)) {
      const sheet = join(folder, `contact-sheet.${language}.html`)
      writeFileSync(sheet, sheetOf(language, ofLanguage))
      await takePictures(browser, sheet)
    }
  } finally {
    await browser.close()
  }
  // Whoever asks for some files or tests has some of the pictures.
  if (process.argv.some((argument) => /\.shots(\.ts)?$|^-g$|^--grep/.test(argument))) return
  const wanted = Object.values(screens).flatMap((screen) =>
    ['en', 'ko'].flatMap((language) =>
      schemes.flatMap((scheme) => sizes.map(({ width }) => `${screen}.${language}.${scheme}.${width}.png`)),
    ),
  )
  const absent = wanted.filter((file) => !existsSync(join(folder, file)))
  if (absent.length > 0) throw new Error(`These pictures were not taken: ${absent.join(', ')}`)
}

/** The sheet from top to bottom, numbered, each as high as a screen can show readably. */
async function takePictures(browser: Browser, sheet: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 2300, height: 1000 } })
  await page.goto(pathToFileURL(sheet).href, { waitUntil: 'load' })
  const rows = await page.locator('figure').all()
  for (let from = 0; from < rows.length; from += screensAPicture) {
    const shown = await Promise.all(rows.slice(from, from + screensAPicture).map((row) => row.boundingBox()))
    const boxes = shown.filter((box) => box !== null)
    const top = Math.min(...boxes.map(({ y }) => y))
    const bottom = Math.max(...boxes.map(({ y, height }) => y + height))
    await page.screenshot({
      path: sheet.replace(/html$/, `${1 + from / screensAPicture}.png`),
      fullPage: true,
      clip: { x: 0, y: top, width: 2300, height: bottom - top },
    })
  }
  await page.close()
}

const thumbOf = (file: string) => join(thumbs, file.replace(/png$/, 'webp'))

function toShot(file: string): Shot[] {
  const { screen, language, theme, width } = named.exec(file)?.groups ?? {}
  if (screen === undefined || language === undefined) return []
  return [{ file, screen, language, order: -Number(width) + (theme === 'dark' ? 0.5 : 0) }]
}

function sheetOf(language: string, shots: readonly Shot[]): string {
  const screens = [...Map.groupBy(shots, ({ screen }) => screen)].toSorted(([one], [other]) =>
    one.localeCompare(other, 'en', { numeric: true }),
  )
  const figures = screens.map(([screen, ofScreen]) => {
    const pictures = ofScreen
      .toSorted((one, other) => one.order - other.order)
      .map(({ file }) => {
        const name = encodeURIComponent(file)
        return `<a href="${name}"><img src="thumbs/${name.replace(/png$/, 'webp')}" alt="${file}"></a>`
      })
    return `<figure><figcaption>${screen}</figcaption>${pictures.join('')}</figure>`
  })
  return `<!doctype html><meta charset="utf-8"><title>Seogo, ${language}</title>
<style>
  body { margin: 16px; font: 16px/1.4 system-ui; background: #777; color: #fff; display: grid; gap: 20px }
  figure { margin: 0; display: flex; flex-wrap: wrap; gap: 4px; width: max-content; max-width: 100% }
  figcaption { flex-basis: 100% }
  img { height: ${thumbHeight}px; display: block }
</style>
${figures.join('\n')}
`
}
