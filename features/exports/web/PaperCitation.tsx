import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Skeleton } from '#web/ui/Skeleton.tsx'
import { CopyButton } from './CopyButton.tsx'
import { useChosenStyle } from './chosen-style.ts'
import { citationQuery } from './cite-queries.ts'
import { exportWords } from './words.ts'

/** The paper as a reference in the style that was chosen last, to be copied. */
export function PaperCitation({ paperId }: { readonly paperId: string }) {
  const words = useWords(exportWords)
  const [style] = useChosenStyle()
  const citation = useQuery(citationQuery(paperId, style))
  return (
    <section>
      <h2 className="mb-1 font-medium text-ink-faint text-xs">{words.reference}</h2>
      {citation.isPending ? <Skeleton className="h-10" /> : null}
      {citation.isError ? (
        <ErrorState error={citation.error} onRetry={() => void citation.refetch()} small />
      ) : null}
      {citation.data === undefined || citation.isError ? null : (
        <>
          <p className="rounded-md bg-wash px-3 py-2 font-serif text-sm break-words">{citation.data.text}</p>
          <div className="mt-2 flex flex-wrap gap-2">
            <CopyButton label={words.copyReference} text={citation.data.text} html={citation.data.html} />
            <CopyButton label={words.copyInText} text={citation.data.inText} />
            <CopyButton label={words.copyBibtex} text={citation.data.bibtex} />
          </div>
        </>
      )}
    </section>
  )
}
