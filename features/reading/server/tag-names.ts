import { storableText } from '#platform/queue/storable.ts'

/** Longest whole name of a tag, as in its table. */
export const longestTagName = 300

/** A name as people type it: one composed form and single blanks. */
export function cleanTagName(raw: string): string {
  return storableText(raw)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestTagName)
    .toWellFormed()
    .trim()
}

/** Names as people type them, each once whatever its case, the first spelling kept. */
export function cleanTagNames(names: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const raw of names) {
    const name = cleanTagName(raw)
    if (name !== '' && !byKey.has(name.toLowerCase())) byKey.set(name.toLowerCase(), name)
  }
  return [...byKey.values()]
}

/** `method / transformer` as `['method', 'transformer']`; a name of nothing but slashes is one name. */
export function segmentsOf(name: string): string[] {
  const segments = name
    .split('/')
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '')
  return segments.length === 0 ? [name] : segments
}
