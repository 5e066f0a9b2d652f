import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Loading } from '#web/ui/Loading.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { useStays } from './useSettled.ts'
import { readerWords } from './words.ts'

type Props = { readonly loadedBytes: number; readonly totalBytes: number }

// A file that is there at once needs no progress.
const patienceMs = 700

/** The document is on its way; how far, when it takes long. */
export function OpeningState({ loadedBytes, totalBytes }: Props) {
  const words = useWords(readerWords)
  const format = useFormat()
  const takesLong = useStays(patienceMs)
  if (!takesLong || totalBytes === 0) return <Loading rows={8} />
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
