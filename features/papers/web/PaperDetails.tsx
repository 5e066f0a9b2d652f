import { Pencil } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { type RecordField, recordFields } from '#contract/record-fields.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import type { PaperDetail } from '../contract.ts'
import { PaperAbstract } from './PaperAbstract.tsx'
import { RemovePaper } from './RemovePaper.tsx'
import { shownField } from './shown-field.ts'
import { useOriginWords } from './useOriginWords.ts'
import { paperWords } from './words.ts'

const CorrectDialog = lazy(async () => ({ default: (await import('./CorrectDialog.tsx')).CorrectDialog }))

type Props = {
  readonly paper: PaperDetail
  readonly mayWrite: boolean
  /** What stands beside a field: other values to choose from, say. */
  readonly fieldTools?: ((field: RecordField, label: string) => ReactNode) | undefined
  /** Who says what of the paper. */
  readonly sources?: ReactNode
  readonly onRemoved: () => void
}

/** The bibliographic record with where each field came from, and the abstract. */
export function PaperDetails({ paper, mayWrite, fieldTools, sources, onRemoved }: Props) {
  const words = useWords(paperWords)
  const format = useFormat()
  const originWords = useOriginWords(paper.origins)
  const [isCorrecting, setIsCorrecting] = useState(false)
  const fields = [
    ...recordFields
      .filter((field) => field !== 'abstract')
      .map((name) => ({ name, field: name, label: words[name], value: shownField(paper.csl, name, words) })),
    { name: 'citationKey', field: undefined, label: words.citationKey, value: paper.citationKey ?? '' },
    { name: 'addedAt', field: undefined, label: words.added, value: format.dateTime(paper.addedAt) },
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
          {fields.map(({ name, field, label, value }) => (
            <div key={name} className="grid grid-cols-[6.5rem_1fr] gap-3 py-1.5">
              <dt className="text-ink-faint text-xs leading-5">{label}</dt>
              <dd className="min-w-0 break-words">
                <span>{value}</span>
                {originWords(name) === undefined ? null : (
                  <span className="block text-2xs text-ink-faint">{originWords(name)}</span>
                )}
                {field === undefined ? null : fieldTools?.(field, label)}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {sources}
      <PaperAbstract abstract={paper.abstract} />
      {mayWrite ? (
        <div>
          <RemovePaper paper={paper} onRemoved={onRemoved} />
        </div>
      ) : null}
      <Suspense>
        {isCorrecting ? <CorrectDialog paper={paper} onClose={() => setIsCorrecting(false)} /> : null}
      </Suspense>
    </div>
  )
}
