import { useWords } from '#web/lib/words/useWords.ts'
import { duplicateWords } from './words.ts'

/** The name of a CSL field; one that has no words of ours is shown by its own. */
export function useFieldWords(): (name: string) => string {
  const { fields } = useWords(duplicateWords)
  const named: Readonly<Record<string, string>> = fields
  return (name) => named[name] ?? name
}
