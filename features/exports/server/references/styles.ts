import { type FileHandle, open, readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import { findStyleXml, selectStyles } from '../style-queries.ts'
import { readStyle } from './read-style.ts'

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
type ListedStyle = Style & {
  /** Whether an administrator added it here. */
  readonly isOwn: boolean
}

/** By folder: the list is read once a process, for its files change with an installation only. */
const lists = new Map<string, Promise<Style[]>>()

/** Every style that is installed: those of the package, and those of the folder. */
function installedStyles(folder: string): Promise<Style[]> {
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
  return [...styles].map(([id, title]) => ({ id, title }))
}

function byUse(one: Style, other: Style): number {
  const rank = (id: string) => (common.includes(id) ? common.indexOf(id) : common.length)
  return rank(one.id) - rank(other.id) || one.title.localeCompare(other.title, 'en')
}

function ownStyles(house: House): Promise<Style[]> {
  return house.database.asSystem('citation styles are everybody’s in the house', selectStyles)
}

/** Whether a style comes with Seogo or its folder. */
export async function isInstalled(house: House, id: string): Promise<boolean> {
  return (await installedStyles(house.config.SEOGO_CSL_DIR)).some((style) => style.id === id)
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

type Search = { readonly words?: string | undefined; readonly isOwn?: boolean | undefined }

/** The styles whose title or name holds the words, those of common use first; or only those that were added here. */
export async function listStyles(
  house: House,
  { words = '', isOwn = false }: Search,
): Promise<{ items: ListedStyle[]; moreCount: number }> {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const own = await ownStyles(house)
  const installed = isOwn ? [] : await installedStyles(house.config.SEOGO_CSL_DIR)
  // What is installed by that name since then comes first, as it does in a reference.
  const added = own.filter(({ id }) => installed.every((style) => style.id !== id))
  const found = [
    ...installed.map((style) => ({ ...style, isOwn: false })),
    ...added.map((style) => ({ ...style, isOwn: true })),
  ]
    .filter(({ id, title }) => {
      const text = `${id} ${title}`.toLowerCase()
      return wanted.every((word) => text.includes(word))
    })
    .toSorted(byUse)
  const most = isOwn ? found.length : listed
  return { items: found.slice(0, most), moreCount: Math.max(0, found.length - most) }
}

/**
 * The XML by which a style sets references: its own, or for a dependent style its parent's.
 * @throws Problem style_not_found | style_invalid | style_parent_missing
 */
export async function styleXml(house: House, id: string): Promise<string> {
  const xml = await findXml(house, id)
  if (xml === undefined) throw new Problem('style_not_found', { style: id })
  return rulesOf(house, id, xml)
}

/** The same of a style whose XML is at hand. @throws Problem style_invalid | style_parent_missing */
export async function rulesOf(house: House, id: string, xml: string): Promise<string> {
  const { parent } = readStyle(xml)
  if (parent === undefined) return xml
  const rules = parent === id ? undefined : await findXml(house, parent)
  if (rules === undefined) throw new Problem('style_parent_missing', { style: id, parent })
  // A parent has rules of its own; a chain could be a circle.
  if (readStyle(rules).parent !== undefined)
    throw new Problem('style_invalid', { fault: 'a parent of a parent' })
  return rules
}

async function findXml(house: House, id: string): Promise<string | undefined> {
  const packaged = await bundled('styles')
  if (Object.hasOwn(packaged, id)) return packaged[id]
  if (!/^[a-z0-9][a-z0-9-]*$/.test(id)) return undefined
  return (
    (await readText(join(house.config.SEOGO_CSL_DIR, `${id}.csl`))) ??
    (await house.database.asSystem('citation styles are everybody’s in the house', (tx) =>
      findStyleXml(tx, id),
    ))
  )
}

async function readText(path: string): Promise<string | undefined> {
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
