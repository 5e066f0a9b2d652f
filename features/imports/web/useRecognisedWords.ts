import { useWords } from '#web/lib/words/useWords.ts'
import type { Recognised } from './recognise-pasted.ts'
import { importWords } from './words.ts'

/** Says what a pasted text looks like: `BibTeX, 2 entries · 3 DOIs, 1 ISBN`. */
export function useRecognisedWords(): (seen: Recognised) => string {
  const { recognised: words } = useWords(importWords)
  return ({ references, format, entryCount, counts, idleLineCount }) => {
    if (references === '' && counts.length === 0) return words.unknown
    return [
      references === '' ? null : words.bibliography(format, entryCount),
      counts.length === 0 ? null : counts.map(([kind, count]) => words.identifiers[kind](count)).join(', '),
      idleLineCount === 0 ? null : words.idleLines(idleLineCount),
    ]
      .filter((part) => part !== null)
      .join(' · ')
  }
}
