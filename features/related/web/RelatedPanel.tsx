import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { listRelated, type RelatedPaper } from '../contract.ts'
import { relatedWords } from './words.ts'

type Props = {
  readonly paperId: string
  readonly paperLink: (paperId: string, children: ReactNode) => ReactNode
}

/** The papers of the library that are near this one, each with why. */
export function RelatedPanel({ paperId, paperLink }: Props) {
  const words = useWords(relatedWords)
  const related = useQuery({
    queryKey: ['paper', paperId, 'related'],
    queryFn: ({ signal }) => call(listRelated, { params: { paperId } }, { signal }),
    staleTime: 60_000,
  })
  if (related.isPending) return <Loading rows={5} />
  if (related.data === undefined)
    return <ErrorState error={related.error} onRetry={() => void related.refetch()} small />
  if (related.data.items.length === 0) return <EmptyState title={words.none}>{words.noneHelp}</EmptyState>
  return (
    <section>
      <h2 className="mb-1 font-medium text-ink-faint text-xs">{words.title}</h2>
      <ul className="divide-y border-y">
        {related.data.items.map((item) => (
          <li key={item.paper.id} className="py-2">
            <p className="font-medium text-sm">
              {paperLink(item.paper.id, item.paper.title === '' ? words.untitled : item.paper.title)}
            </p>
            <p className="truncate text-ink-soft text-xs">
              {[item.paper.authors.slice(0, 3).join(', '), item.paper.venue, item.paper.year]
                .filter((part) => part !== null && part !== '')
                .join(' · ')}
            </p>
            <Reasons item={item} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Reasons({ item }: { readonly item: RelatedPaper }) {
  const words = useWords(relatedWords)
  const { sharedTags, sharedAuthors, sharedWords, isSameVenue } = item
  const reasons = [
    sharedTags.length > 0 ? words.tags(sharedTags) : undefined,
    sharedAuthors.length > 0 ? words.authors(sharedAuthors) : undefined,
    sharedWords > 1 ? words.words(sharedWords) : undefined,
    isSameVenue ? words.venue : undefined,
  ].filter((reason) => reason !== undefined)
  return <p className="text-ink-faint text-xs">{reasons.join(' · ')}</p>
}
