import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import type { PaperDetail } from '../contract.ts'
import { CorrectDialog } from './CorrectDialog.tsx'
import { FileSection } from './FileSection.tsx'
import { PaperAbstract } from './PaperAbstract.tsx'
import { RemovePaper } from './RemovePaper.tsx'
import { useOriginWords } from './useOriginWords.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly paper: PaperDetail
  readonly mayWrite: boolean
  readonly onRemoved: () => void
}

/** The bibliographic record with where each field came from, the files, the abstract. */
export function PaperDetails({ paper, mayWrite, onRemoved }: Props) {
  const words = useWords(paperWords)
  const format = useFormat()
  const originWords = useOriginWords(paper.origins)
  const [isCorrecting, setIsCorrecting] = useState(false)
  const fields = [
    { name: 'title', label: words.title, value: paper.title },
    { name: 'authors', label: words.authors, value: paper.authors.join('; ') },
    { name: 'year', label: words.year, value: paper.year === null ? '' : String(paper.year) },
    { name: 'venue', label: words.venue, value: paper.venue ?? '' },
    { name: 'doi', label: words.doi, value: paper.doi ?? '' },
    { name: 'arxivId', label: words.arxiv, value: paper.arxivId ?? '' },
    { name: 'pmid', label: words.pmid, value: paper.pmid ?? '' },
    { name: 'pmcid', label: words.pmcid, value: paper.pmcid ?? '' },
    { name: 'isbn', label: words.isbn, value: paper.isbn ?? '' },
    { name: 'citationKey', label: words.citationKey, value: paper.citationKey ?? '' },
    { name: 'addedAt', label: words.added, value: format.dateTime(paper.addedAt) },
  ].filter(({ value }) => value !== '')
  return (
    <div className="flex flex-col gap-6 px-4 py-4">
      <section>
        <div className="mb-1 flex items-center justify-between gap-2">
          <h2 className="font-medium text-ink-faint text-xs">{words.details}</h2>
          {mayWrite ? (
            <Button size="sm" onClick={() => setIsCorrecting(true)}>
              <Pencil aria-hidden />
              {words.edit}
            </Button>
          ) : null}
        </div>
        <dl className="divide-y border-y">
          {fields.map(({ name, label, value }) => (
            <div key={name} className="grid grid-cols-[6.5rem_1fr] gap-3 py-1.5">
              <dt className="text-ink-faint text-xs leading-5">{label}</dt>
              <dd className="min-w-0">
                {value}
                {originWords(name) === undefined ? null : (
                  <span className="block text-2xs text-ink-faint">{originWords(name)}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      <FileSection paper={paper} mayWrite={mayWrite} />
      <PaperAbstract abstract={paper.abstract} />
      {mayWrite ? (
        <div>
          <RemovePaper paper={paper} onRemoved={onRemoved} />
        </div>
      ) : null}
      {isCorrecting ? <CorrectDialog paper={paper} onClose={() => setIsCorrecting(false)} /> : null}
    </div>
  )
}
