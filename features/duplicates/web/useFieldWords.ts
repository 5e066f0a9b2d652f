import { cslType } from '#contract/csl.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { duplicateWords } from './words.ts'

type FieldWords = {
  /** The name of a CSL field; one that has no words of ours is shown by its own. */
  readonly nameOf: (field: string) => string
  /** A value as it is read; only the kind of a work is a code. */
  readonly shown: (field: string, value: string) => string
}

export function useFieldWords(): FieldWords {
  const { fields, typeNames } = useWords(duplicateWords)
  const named: Readonly<Record<string, string>> = fields
  return {
    nameOf: (field) => named[field] ?? field,
    shown: (field, value) => {
      const kind = field === 'type' ? cslType.safeParse(value) : undefined
      return kind?.success ? typeNames[kind.data] : value
    },
  }
}
