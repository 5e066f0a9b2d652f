import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { useStays } from './useSettled.ts'
import { readerWords } from './words.ts'

type Props = {
  readonly loadedBytes: number
  readonly totalBytes: number
  /** What is shown as long as it is to be expected at once. */
  readonly children: ReactNode
}

// A file that is there at once needs no progress.
const patienceMs = 700

/** The document is on its way; how far, when it takes long. */
export function OpeningState({ loadedBytes, totalBytes, children }: Props) {
  const words = useWords(readerWords)
  const format = useFormat()
  const takesLong = useStays(patienceMs)
  if (!takesLong || totalBytes === 0) return children
  const loaded = Math.min(loadedBytes, totalBytes)
  return (
    <div className="mx-auto max-w-xs px-6 py-16">
      <ProgressBar
        label={words.loading}
        percent={(100 * loaded) / totalBytes}
        value={words.loadedOf(format.sizeBytes(loaded), format.sizeBytes(totalBytes))}
      />
    </div>
  )
}
