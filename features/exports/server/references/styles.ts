import { type FileHandle, open, readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'

/** Styles that most people look for, in the order of the list. */
const common = [
  'apa',
  'vancouver',
  'harvard1',
  'ieee',
  'chicago-author-date',
  'nature',
  'modern-language-association',
  'acm-sig-proceedings',
  'american-medical-association',
]

const listed = 50
const largestStyleBytes = 1_000_000
/** The title stands among the first lines. */
const headBytes = 4_096

const texts = z.record(z.string(), z.string())
const require = createRequire(import.meta.url)
const packageFiles = {
  styles: require.resolve('@citation-js/plugin-csl/lib/styles.json'),
  locales: require.resolve('@citation-js/plugin-csl/lib/locales.json'),
}

/** The styles and locales that come with the npm package (CC BY-SA 3.0), once read. */
async function bundled(part: 'styles' | 'locales'): Promise<Record<string, string>> {
  return texts.parse(JSON.parse(await readFile(packageFiles[part], 'utf8')))
}

type Style = { readonly id: string; readonly title: string }

/** By folder: the list is read once a process, for its files change with an installation only. */
const lists = new Map<string, Promise<Style[]>>()

/** Every style there is: those of the package, and those of the folder. */
function allStyles(folder: string): Promise<Style[]> {
  const known = lists.get(folder)
  if (known !== undefined) return known
  const reading = readStyles(folder)
  lists.set(folder, reading)
  reading.catch(() => lists.delete(folder))
  return reading
}

async function readStyles(folder: string): Promise<Style[]> {
  const styles = new Map<string, string>()
  for (const name of await namesIn(folder)) {
    const head = await headOf(join(folder, name))
    const title = titleOf(head)
    if (title !== undefined) styles.set(name.replace(/\.csl$/, ''), title)
  }
  for (const [id, xml] of Object.entries(await bundled('styles'))) styles.set(id, titleOf(xml) ?? id)
  const rank = (id: string) => (common.includes(id) ? common.indexOf(id) : common.length)
  return [...styles]
    .map(([id, title]) => ({ id, title }))
    .toSorted((one, other) => rank(one.id) - rank(other.id) || one.title.localeCompare(other.title, 'en'))
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^[a-z0-9][a-z0-9-]*\.csl$/.test(name))
  } catch (error) {
    // No folder, no further styles: those of the package are there in any case.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

async function headOf(path: string): Promise<string> {
  let file: FileHandle | undefined
  try {
    file = await open(path)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file?.close()
  }
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function titleOf(xml: string): string | undefined {
  const title = /<title(?:\s[^>]*)?>([^<]+)<\/title>/.exec(xml)?.[1]
  return title?.replaceAll(/&(\w+);/g, (all, name: string) => entities[name] ?? all).trim()
}

/** The styles whose title or name holds the words, those of common use first. */
export async function listStyles(house: House, words = ''): Promise<{ items: Style[]; moreCount: number }> {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const found = (await allStyles(house.config.SEOGO_CSL_DIR)).filter(({ id, title }) => {
    const text = `${id} ${title}`.toLowerCase()
    return wanted.every((word) => text.includes(word))
  })
  return { items: found.slice(0, listed), moreCount: Math.max(0, found.length - listed) }
}

/** The XML of a style. @throws Problem style_not_found | style_invalid */
export async function styleXml(house: House, id: string): Promise<string> {
  const own = await bundled('styles')
  const xml = Object.hasOwn(own, id)
    ? own[id]
    : await readStyle(join(house.config.SEOGO_CSL_DIR, `${id}.csl`))
  if (xml === undefined) throw new Problem('style_not_found', { style: id })
  // Entities of its own could make a small file endless, and no style needs them.
  if (
    xml.length > largestStyleBytes ||
    /<!(?:DOCTYPE|ENTITY)/i.test(xml) ||
    !/<style\s[^>]*version="1\.0/.test(xml)
  )
    throw new Problem('style_invalid', { style: id })
  return xml
}

async function readStyle(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

export async function englishLocale(): Promise<string> {
  const { 'en-US': xml } = await bundled('locales')
  if (xml === undefined) throw new Error('the package of styles has lost its English locale')
  return xml
}
