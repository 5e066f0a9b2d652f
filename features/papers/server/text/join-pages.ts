/** The text of one page as the PDF reader gives it: lines ended by "\n", hyphens at line ends still there. */
export type PageText = {
  /** From 1. */
  readonly number: number
  readonly text: string
}

/** A stretch of one page; `start` and `end` are UTF-16 offsets into its text. */
export type PageSpan = {
  readonly page: number
  readonly start: number
  readonly end: number
}

/** All pages as one string, so that a sentence may run over a page break. */
export type JoinedPages = {
  readonly text: string
  /** Cuts a stretch of the joined text into its pages, without the spaces at the edges of each part. */
  toSpans(start: number, end: number): PageSpan[]
  /** @returns the page of an offset into the joined text. */
  pageAt(offset: number): number
}

/** Joins pages by one line break each. */
export function joinPages(pages: readonly PageText[]): JoinedPages {
  const starts: number[] = []
  let length = 0
  for (const page of pages) {
    starts.push(length)
    length += page.text.length + 1
  }

  const indexAt = (offset: number) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  return {
    text: pages.map((page) => page.text).join('\n'),
    pageAt: (offset) => pages[indexAt(offset)]?.number ?? 1,
    toSpans(start, end) {
      const spans: PageSpan[] = []
      for (let index = indexAt(start); index < pages.length; index++) {
        const page = pages[index]
        const pageStart = starts[index] ?? 0
        if (page === undefined || pageStart >= end) break
        const from = Math.max(0, start - pageStart)
        const to = Math.min(page.text.length, end - pageStart)
        const part = page.text.slice(from, to)
        const leadingSpaces = part.length - part.trimStart().length
        if (part.trim() !== '')
          spans.push({
            page: page.number,
            start: from + leadingSpaces,
            end: from + leadingSpaces + part.trim().length,
          })
      }
      return spans
    },
  }
}
