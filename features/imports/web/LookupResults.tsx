import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { IdentifierItem } from '#features/sources/contract.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { type Lookup, lookUpAgain } from './lookups.ts'
import { problemOf, useLookupItems } from './useLookupItems.ts'
import { importWords } from './words.ts'

type Props = {
  readonly lookup: Lookup
  /** A link to a paper that stands in the library. */
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
}

/** What became of each identifier, with another attempt for those whose source did not answer. */
export function LookupResults({ lookup, paperLink }: Props) {
  const words = useWords(importWords)
  const { items, libraryId, isPending, isUnderWay, worthAnother, error, refetch } = useLookupItems(lookup)
  const again = useMutation({
    mutationFn: (into: string) => lookUpAgain(lookup, worthAnother, into),
  })
  if (error !== null) return <ErrorState error={error} onRetry={refetch} small />
  if (isPending && items.length === 0) return <Loading />
  return (
    <section aria-label={words.lookedUp} className="flex flex-col gap-2">
      <ul aria-live="polite" className="max-h-[40dvh] divide-y overflow-y-auto border-y">
        {items.map((item) => (
          <ItemRow key={item.given} item={item} paperLink={paperLink} />
        ))}
      </ul>
      {worthAnother.length === 0 || isUnderWay || libraryId === undefined ? null : (
        <Button
          look="plain"
          size="sm"
          className="self-start"
          busy={again.isPending}
          onClick={() => again.mutate(libraryId)}
        >
          {words.lookUpAgain(worthAnother.length)}
        </Button>
      )}
      {again.error === null ? null : <ErrorState error={again.error} small />}
    </section>
  )
}

const statuses = { waiting: 'waiting', added: 'good', already_there: 'off', refused: 'bad' } as const

function ItemRow({ item, paperLink }: { readonly item: IdentifierItem } & Pick<Props, 'paperLink'>) {
  const words = useWords(importWords)
  const failureWords = useFailureWords()
  const { given, outcome, paperId, title } = item
  const failure = outcome === 'refused' ? failureWords(new ApiProblem(problemOf(item))) : undefined
  return (
    <li className="flex items-baseline gap-3 py-1.5">
      <span className="w-24 shrink-0">
        <StatusDot status={statuses[outcome]} label={words.lookupOutcomes[outcome]} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block break-words">
          {paperId === null ? given : paperLink(paperId, title ?? given)}
        </span>
        {paperId === null ? null : <span className="block break-all text-ink-faint text-xs">{given}</span>}
        {failure === undefined ? null : (
          <span className="block text-xs">
            {failure.title}. <span className="text-ink-faint">{failure.help}</span>
          </span>
        )}
      </span>
    </li>
  )
}
