import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { PaperDetail } from '../contract.ts'
import { paperWords } from './words.ts'

/** Says where a field of the record came from and how sure the machine was; nothing where that is not known. */
export function useOriginWords(origins: PaperDetail['origins']): (field: string) => string | undefined {
  const words = useWords(paperWords)
  const format = useFormat()
  const names: Readonly<Record<string, string>> = words.originNames
  return (field) => {
    const origin = Object.hasOwn(origins, field) ? origins[field] : undefined
    const source = origin === undefined ? undefined : names[origin.source]
    if (origin === undefined || source === undefined) return undefined
    if (origin.chosen === true) return words.originChosen(source)
    return origin.confidence >= 1
      ? words.originSure(source)
      : words.origin(source, format.percent(origin.confidence))
  }
}
