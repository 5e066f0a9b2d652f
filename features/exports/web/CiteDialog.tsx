import { useQuery } from '@tanstack/react-query'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { CopyButton } from './CopyButton.tsx'
import { useChosenStyle } from './chosen-style.ts'
import { citationQuery } from './cite-queries.ts'
import { KeyForm } from './KeyForm.tsx'
import { StylePicker } from './StylePicker.tsx'
import { exportWords } from './words.ts'

type Props = { readonly paperId: string; readonly mayWrite: boolean; readonly onClose: () => void }

/** A paper as a reference, in the text, as BibTeX and as Markdown, each to be copied. */
export function CiteDialog({ paperId, mayWrite, onClose }: Props) {
  const words = useWords(exportWords)
  const { close } = useWords(uiWords)
  const [style, setStyle] = useChosenStyle()
  const citation = useQuery(citationQuery(paperId, style))
  return (
    <Dialog open onOpen={(open) => open || onClose()} title={words.citeTitle} closeLabel={close} wide>
      <div className="flex flex-col gap-5">
        {citation.isPending ? <Loading rows={4} /> : null}
        {citation.isError ? (
          <ErrorState error={citation.error} onRetry={() => void citation.refetch()} small />
        ) : null}
        {citation.data === undefined || citation.isError ? null : (
          <>
            <section className="flex flex-col gap-2">
              <h3 className="font-medium text-ink-soft text-xs">{words.reference}</h3>
              <p className="rounded-md bg-wash px-3 py-2 font-serif">{citation.data.text}</p>
              <p className="text-ink-soft text-sm">
                {words.inText}: <span className="font-serif text-ink">{citation.data.inText}</span>
              </p>
              <div className="flex flex-wrap gap-2">
                <CopyButton label={words.copyReference} text={citation.data.text} html={citation.data.html} />
                <CopyButton label={words.copyInText} text={citation.data.inText} />
                <CopyButton label={words.copyBibtex} text={citation.data.bibtex} />
                <CopyButton label={words.copyMarkdown} text={citation.data.markdown} />
              </div>
            </section>
            <KeyForm
              key={citation.data.key}
              paperId={paperId}
              value={citation.data.key}
              mayWrite={mayWrite}
            />
          </>
        )}
        <StylePicker value={style} onValue={setStyle} />
      </div>
    </Dialog>
  )
}
