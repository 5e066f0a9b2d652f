import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { importWords } from './words.ts'

type Props = { readonly files: readonly File[]; readonly onAdd: () => void }

/** The files that another app shared, and the way into the library chosen above. */
export function OfferedFiles({ files, onAdd }: Props) {
  const words = useWords(importWords)
  const { sizeBytes } = useFormat()
  return (
    <section aria-label={words.offered} className="flex flex-col gap-2 rounded-lg border border-edge p-3">
      <ul className="flex flex-col gap-0.5 text-sm" data-untranslated>
        {files.map(({ name, size }) => (
          <li key={`${name} ${size}`} className="flex gap-2">
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="text-ink-faint">{sizeBytes(size)}</span>
          </li>
        ))}
      </ul>
      <Button look="primary" className="self-end" onClick={onAdd}>
        {words.addOffered(files.length)}
      </Button>
    </section>
  )
}
