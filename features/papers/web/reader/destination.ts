import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { Spot } from './page-layout.ts'
import { type PageSize, placeMark } from './place-mark.ts'

/**
 * Where a link or an outline entry leads: its page and, where it says so, the height on it (ISO 32000-1, 12.3.2.2).
 * @returns undefined for a destination that is not in the document.
 */
export async function findDestination(
  pdf: PDFDocumentProxy,
  destination: unknown,
): Promise<{ readonly page: number; readonly topPt: number | undefined } | undefined> {
  try {
    const explicit: unknown =
      typeof destination === 'string' ? await pdf.getDestination(destination) : destination
    if (!Array.isArray(explicit)) return undefined
    const [target, kind, ...rest]: unknown[] = explicit
    const page =
      typeof target === 'number' ? target + 1 : isReference(target) ? (await pdf.getPageIndex(target)) + 1 : 0
    if (page < 1 || page > pdf.numPages) return undefined
    const top = { XYZ: rest[1], FitH: rest[0], FitBH: rest[0], FitR: rest[3], other: undefined }[nameOf(kind)]
    return { page, topPt: typeof top === 'number' ? top : undefined }
  } catch {
    // A reference to an object that is not there.
    return undefined
  }
}

function nameOf(kind: unknown): 'XYZ' | 'FitH' | 'FitBH' | 'FitR' | 'other' {
  const name = typeof kind === 'object' && kind !== null && 'name' in kind ? kind.name : undefined
  return name === 'XYZ' || name === 'FitH' || name === 'FitBH' || name === 'FitR' ? name : 'other'
}

function isReference(target: unknown): target is { num: number; gen: number } {
  return typeof target === 'object' && target !== null && 'num' in target && 'gen' in target
}

/** The spot of a height in points above the page's lower edge. */
export function spotOfHeight(page: number, topPt: number | undefined, size: PageSize): Spot {
  if (topPt === undefined || size.rotation % 360 !== 0) return { page, share: 0 }
  const { top } = placeMark({ page, x: 0, y: topPt, width: 0, height: 0 }, size)
  return { page, share: Math.min(1, Math.max(0, top)) }
}
