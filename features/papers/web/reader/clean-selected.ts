import { cleanText } from '#contract/clean-text.ts'

const divided = /(\p{Ll})[-\u00ad\u2010]\n(?=\p{Ll})/gu

/** Selected text as a person wants to paste or cite it: one line, divided words whole, letters as the page's text has them. */
export function cleanSelected(text: string): string {
  const lines = text.split(/\r\n?|\n/).map((line) => line.trim())
  return cleanText(lines.join('\n').replace(divided, '$1')).replace(/\s+/g, ' ').trim()
}
