import type { PageText } from '#features/papers/server/papers.ts'
import type { Coverage } from '../../contract.ts'

export type FittedPages = { readonly pages: readonly PageText[]; readonly coverage: Coverage }

/**
 * Takes pages from the first on until the budget of characters is spent. Only a first page longer than the whole budget
 * is cut inside. What is left out is told by `truncatedAtPage`.
 */
export function fitPages(pages: readonly PageText[], charactersMax: number): FittedPages {
  const fitted: PageText[] = []
  let left = charactersMax
  for (const page of pages) {
    if (page.text.length > left) {
      if (fitted.length === 0) fitted.push({ number: page.number, text: cutAtSpace(page.text, left) })
      return { pages: fitted, coverage: { pageCount: pages.length, truncatedAtPage: page.number } }
    }
    fitted.push(page)
    left -= page.text.length
  }
  return { pages: fitted, coverage: { pageCount: pages.length, truncatedAtPage: null } }
}

function cutAtSpace(text: string, length: number): string {
  const space = text.slice(0, length).search(/\s\S*$/)
  return text.slice(0, space > 0 ? space : length).toWellFormed()
}
