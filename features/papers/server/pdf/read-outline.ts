import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { cleanText } from '#contract/clean-text.ts'
import type { PdfReading } from './pdf-reading.ts'

type Outline = PdfReading['outline']
type Bookmark = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>[number]

// A book has a few hundred bookmarks; a file with more is a joke or an attack.
const maxBookmarks = 1_000
const maxDepth = 8
const maxTitleCharacters = 300
const maxValueCharacters = 2_000

/** The document's bookmarks, flattened in order. A broken outline is no outline: the text is what matters. */
export async function readOutline(document: PDFDocumentProxy): Promise<Outline> {
  const outline: Outline = []
  const bookmarks = await document.getOutline().catch(() => undefined)
  await addBookmarks(document, outline, bookmarks ?? [], 0)
  return outline
}

async function addBookmarks(
  document: PDFDocumentProxy,
  outline: Outline,
  bookmarks: Bookmark[],
  depth: number,
) {
  for (const bookmark of bookmarks) {
    if (outline.length >= maxBookmarks || depth >= maxDepth) return
    const title = cleanText(bookmark.title).trim().slice(0, maxTitleCharacters)
    const page = await pageOf(document, bookmark.dest)
    if (title !== '') outline.push({ title, depth, ...(page === undefined ? {} : { page }) })
    await addBookmarks(document, outline, bookmark.items, depth + 1)
  }
}

async function pageOf(
  document: PDFDocumentProxy,
  destination: Bookmark['dest'],
): Promise<number | undefined> {
  try {
    const place = typeof destination === 'string' ? await document.getDestination(destination) : destination
    const target: unknown = place?.[0]
    if (typeof target === 'number') return target + 1
    return isReference(target) ? (await document.getPageIndex(target)) + 1 : undefined
  } catch {
    // A bookmark to a page that is not there.
    return undefined
  }
}

function isReference(target: unknown): target is { num: number; gen: number } {
  return typeof target === 'object' && target !== null && 'num' in target && 'gen' in target
}

const dictionaryKeys: Record<string, string> = {
  Title: 'title',
  Author: 'author',
  Subject: 'subject',
  Keywords: 'keywords',
  Creator: 'creator',
  Producer: 'producer',
  CreationDate: 'creationDate',
  ModDate: 'modificationDate',
  Language: 'language',
}
const xmpKeys: Record<string, string> = {
  'dc:title': 'xmpTitle',
  'dc:creator': 'xmpCreator',
  'dc:date': 'xmpDate',
  'dc:identifier': 'xmpIdentifier',
  'prism:doi': 'prismDoi',
  'pdfx:doi': 'pdfxDoi',
}

/** What the file says of itself: its information dictionary, and what XMP adds. Only strings, only known keys. */
export async function readMetadata(document: PDFDocumentProxy): Promise<Record<string, string>> {
  const found = await document.getMetadata().catch(() => undefined)
  const metadata: Record<string, string> = {}
  const keep = (key: string, value: unknown) => {
    const text = cleanText(
      Array.isArray(value) ? value.join('; ') : typeof value === 'string' ? value : '',
    ).trim()
    if (text !== '') metadata[key] = text.slice(0, maxValueCharacters)
  }
  const dictionary: Record<string, unknown> = { ...found?.info }
  for (const [name, key] of Object.entries(dictionaryKeys)) keep(key, dictionary[name])
  for (const [name, key] of Object.entries(xmpKeys)) keep(key, found?.metadata?.get(name))
  return metadata
}
