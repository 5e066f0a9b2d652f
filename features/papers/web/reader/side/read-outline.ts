import type { PDFDocumentProxy } from 'pdfjs-dist'
import { findDestination } from '../destination.ts'

export type OutlineEntry = {
  readonly title: string
  /** From 0. */
  readonly depth: number
  /** Undefined for an entry that leads nowhere in the document. */
  readonly page: number | undefined
  readonly topPt: number | undefined
}

type Bookmark = { readonly title: string; readonly dest: unknown; readonly items: readonly Bookmark[] }

// As many as the server keeps of a file; more is a joke or an attack.
const mostEntries = 1_000
const mostDepth = 8

/** The document's bookmarks, flattened in their order. */
export async function readOutline(pdf: PDFDocumentProxy): Promise<OutlineEntry[]> {
  const bookmarks: readonly Bookmark[] | null = await pdf.getOutline()
  const flat = [...entriesOf(bookmarks ?? [], 0)].slice(0, mostEntries)
  return Promise.all(
    flat.map(async ({ title, depth, dest }) => {
      const found = await findDestination(pdf, dest)
      return { title: title.replace(/\s+/g, ' ').trim(), depth, page: found?.page, topPt: found?.topPt }
    }),
  )
}

function* entriesOf(
  bookmarks: readonly Bookmark[],
  depth: number,
): Generator<{ title: string; depth: number; dest: unknown }> {
  if (depth >= mostDepth) return
  for (const { title, dest, items } of bookmarks) {
    if (title.trim() !== '') yield { title, depth, dest }
    yield* entriesOf(items, depth + 1)
  }
}

/** The entry one is within: the last that begins on this page or before it; -1 before the first. */
export function entryAt(outline: readonly OutlineEntry[], page: number): number {
  return outline.findLastIndex((entry) => entry.page !== undefined && entry.page <= page)
}
