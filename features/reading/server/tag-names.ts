import { storableText } from '#platform/queue/storable.ts'

/** Longest name of a tag, as in its table. */
const longestTagName = 120

/** Names as people type them: one composed form, single blanks, each name once whatever its case, the first spelling kept. */
export function cleanTagNames(names: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const raw of names) {
    const name = storableText(raw).normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, longestTagName)
    if (name !== '' && !byKey.has(name.toLowerCase())) byKey.set(name.toLowerCase(), name)
  }
  return [...byKey.values()]
}
