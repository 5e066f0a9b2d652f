import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { kinshipQuery } from './duplicates-query.ts'
import type { Links } from './PairRow.tsx'
import { usePairDecisions } from './usePairDecisions.ts'
import { duplicateWords } from './words.ts'

type Props = Links & { readonly paperId: string; readonly mayWrite: boolean }

/** On a paper's page: its other versions, what it may be one with, and the papers it took in. Nothing, most of the time. */
export function Kinship({ paperId, mayWrite, paperLink, compareLink }: Props) {
  const words = useWords(duplicateWords)
  const { data } = useQuery(kinshipQuery(paperId))
  const { undo, unlink, isBusy } = usePairDecisions()
  if (!data || data.versions.length + data.suggestions.length + data.merges.length === 0) return null
  return (
    <div className="flex flex-col gap-1.5 border-care border-l-2 pl-3 text-sm">
      {data.suggestions.map(({ id, kind, papers }) => {
        const other = papers.find((each) => each.id !== paperId) ?? papers[0]
        return (
          <Line key={id} action={compareLink([paperId, other.id], words.compare)}>
            {paperLink(
              other.id,
              kind === 'version' ? words.versionHint(other.title) : words.hint(other.title),
            )}
          </Line>
        )
      })}
      {data.versions.map(({ paper, relation }) => (
        <Line key={paper.id}>
          <span className="text-ink-faint text-xs">
            {words.otherVersions} · {words.relations[relation]}{' '}
          </span>
          {paperLink(
            paper.id,
            [paper.venue ?? paper.title, paper.year].filter((each) => each !== null).join(', '),
          )}
        </Line>
      ))}
      {data.versions.length > 0 && mayWrite ? (
        <Button
          size="sm"
          look="quiet"
          className="self-start"
          disabled={isBusy}
          onClick={() => unlink(paperId)}
        >
          {words.unlink}
        </Button>
      ) : null}
      {data.merges.map(({ id, title }) => (
        <Line
          key={id}
          action={
            mayWrite ? (
              <Button size="sm" look="quiet" disabled={isBusy} onClick={() => undo(id)}>
                {words.undo}
              </Button>
            ) : null
          }
        >
          {words.tookIn(title)}
        </Line>
      ))}
    </div>
  )
}

function Line({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <span className="min-w-0 flex-1">{children}</span>
      {action}
    </div>
  )
}
