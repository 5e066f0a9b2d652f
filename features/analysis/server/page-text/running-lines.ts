import type { PageText } from '#features/papers/server/papers.ts'

// Heads and feet stand in the outermost lines; two are enough for a journal's name above the authors' names.
const outerLines = 2
const longestRunningLine = 160

type Line = { readonly start: number; readonly end: number; readonly text: string }

/**
 * Blanks running heads, running feet and page numbers, so that a sentence that goes on over the page goes on in the
 * text too. Offsets stay as they are: what is taken out is replaced by spaces.
 *
 * A line is a running line when it is only a page number, or when the same line (numbers aside) stands at the edge of
 * at least three pages (two in a paper of fewer than five).
 */
export function blankRunningLines(pages: readonly PageText[]): PageText[] {
  const edges = pages.map((page) => edgeLines(page.text))
  const seenOn = new Map<string, number>()
  for (const lines of edges)
    for (const pattern of new Set(lines.map(toPattern))) seenOn.set(pattern, (seenOn.get(pattern) ?? 0) + 1)

  const pagesNeeded = pages.length < 5 ? 2 : 3
  return pages.map((page, index) => {
    let text = page.text
    for (const line of edges[index] ?? []) {
      const pattern = toPattern(line)
      if (isPageNumber(pattern) || (seenOn.get(pattern) ?? 0) >= pagesNeeded)
        text = text.slice(0, line.start) + ' '.repeat(line.end - line.start) + text.slice(line.end)
    }
    return { number: page.number, text }
  })
}

function edgeLines(text: string): Line[] {
  const lines: Line[] = []
  let start = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '') lines.push({ start, end: start + line.length, text: line })
    start += line.length + 1
  }
  // A page of very few lines has no edge that could be told from its text.
  if (lines.length < outerLines * 2 + 1) return []
  return [...lines.slice(0, outerLines), ...lines.slice(-outerLines)].filter(
    (line) => line.text.length <= longestRunningLine,
  )
}

function toPattern(line: Line): string {
  return line.text.toLowerCase().replace(/\d+/g, '#').replace(/\s+/g, ' ').trim()
}

const pageNumber = /^[-–—|\s]*(?:p(?:age|\.)?\s*)?(?:#|[ivxl]{1,6})(?:\s*(?:\/|of)\s*#)?[-–—|\s.]*$/
function isPageNumber(pattern: string): boolean {
  return pageNumber.test(pattern)
}
