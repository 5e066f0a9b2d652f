import type { CslItem } from '#contract/csl.ts'
import { yearOf } from '#contract/csl.ts'

/** Letters and digits of any script, in compatibility form and lower case, accents folded, without what stands between. */
export function normalised(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/**
 * The second way, after identifiers, to know a paper again: title, first author's family name and year, all normalised;
 * where it has neither of these, its address on the web.
 * Two records of one paper agree on it when they differ in case, accents, punctuation or spacing only.
 */
export function likenessOf(item: CslItem): string {
  const first = item.author?.[0]
  const family = normalised(first?.family ?? first?.literal ?? '')
  const year = yearOf(item) ?? ''
  const key = `${normalised(item.title ?? '').slice(0, 300)}|${family}|${year}`
  // A title alone is too little: every second page of the web is called "Home".
  const isBare = family === '' && year === '' && item.URL !== undefined
  return isBare ? `${key}|${normalised(item.URL ?? '').slice(0, 300)}` : key
}
