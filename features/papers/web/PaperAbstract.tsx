import { useWords } from '#web/lib/words/useWords.ts'
import { paperWords } from './words.ts'

/** The abstract in the paper's own words: serif, as wide as is good to read. */
export function PaperAbstract({ abstract }: { readonly abstract: string | null }) {
  const words = useWords(paperWords)
  if (abstract === null || abstract === '') {
    return <p className="text-ink-faint text-xs">{words.noAbstract}</p>
  }
  return (
    <section>
      <h3 className="mb-1 font-medium text-ink-faint text-xs">{words.abstract}</h3>
      <p className="max-w-read font-serif text-read whitespace-pre-line" data-untranslated>
        {abstract}
      </p>
    </section>
  )
}
