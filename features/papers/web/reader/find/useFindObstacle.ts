import { useWords } from '#web/lib/words/useWords.ts'
import type { PaperFile } from '../../../contract.ts'
import { readerWords } from '../words.ts'

/** Why a file cannot be searched, or not yet; undefined when it can. */
export function useFindObstacle({ state, textQuality, ocr }: PaperFile): string | undefined {
  const words = useWords(readerWords)
  if (state === 'stored' || state === 'reading' || ocr?.state === 'waiting' || ocr?.state === 'reading')
    return words.textComing
  const hasText = state === 'read' && (textQuality === 'good' || textQuality === 'ocr')
  return hasText ? undefined : words.noTextToFind
}
