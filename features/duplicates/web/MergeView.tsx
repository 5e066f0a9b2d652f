import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { comparisonQuery } from './duplicates-query.ts'
import { FieldChoice } from './FieldChoice.tsx'
import { usePairDecisions } from './usePairDecisions.ts'
import { duplicateWords } from './words.ts'

type Props = {
  readonly paperId: string
  readonly otherId: string
  readonly onSwap: () => void
  readonly onMerged: (paperId: string) => void
}

/** Two papers side by side; for each field in which they differ a person chooses what stays. */
export function MergeView({ paperId, otherId, onSwap, onMerged }: Props) {
  const words = useWords(duplicateWords)
  const comparison = useQuery(comparisonQuery(paperId, otherId))
  const { merge, isBusy } = usePairDecisions()
  // Only what differs from the default: an empty field takes the other's value.
  const [choices, setChoices] = useState<Readonly<Record<string, 0 | 1>>>({})
  if (comparison.isPending) return <Loading rows={8} />
  if (comparison.isError)
    return <ErrorState error={comparison.error} onRetry={() => void comparison.refetch()} />
  const { papers, fields } = comparison.data
  const chosen = (field: (typeof fields)[number]) => choices[field.name] ?? (field.values[0] === null ? 1 : 0)
  const submit = async () => {
    const take = fields.filter((field) => chosen(field) === 1).map(({ name }) => name)
    onMerged((await merge({ paperId, otherId, take })).paperId)
  }
  return (
    <form
      className="px-4 pb-8 md:px-5"
      onSubmit={(event) => {
        event.preventDefault()
        // The refusal was said in the corner already.
        submit().catch(() => comparison.refetch())
      }}
    >
      <div className="grid gap-3 border-b py-3 md:grid-cols-[8rem_1fr_1fr]">
        <Button size="sm" onClick={onSwap} className="self-start">
          <ArrowLeftRight aria-hidden />
          {words.swap}
        </Button>
        {papers.map((paper, at) => (
          <div key={paper.id} className="min-w-0">
            <p className="text-ink-faint text-xs">{at === 0 ? words.stays : words.goesIn}</p>
            <p className="font-serif">{paper.title === '' ? words.untitled : paper.title}</p>
            <p className="text-ink-faint text-xs">
              {[paper.citationKey, paper.fileCount > 0 ? words.files(paper.fileCount) : null]
                .filter((each) => each !== null)
                .join(' · ')}
            </p>
          </div>
        ))}
      </div>
      {fields.length === 0 ? <p className="py-4 text-ink-soft">{words.sameRecords}</p> : null}
      {fields.map((field) => (
        <FieldChoice
          key={field.name}
          field={field}
          chosen={chosen(field)}
          onChoose={(side) => setChoices((before) => ({ ...before, [field.name]: side }))}
        />
      ))}
      <div className="sticky bottom-0 flex flex-wrap items-center gap-3 border-t bg-sheet py-3">
        <Button type="submit" look="primary" busy={isBusy}>
          {words.merge}
        </Button>
        <p className="text-ink-faint text-xs max-md:hidden">{words.keysHelp}</p>
      </div>
    </form>
  )
}
