import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { estimateBatch } from '../contract.ts'
import type { Question } from './AskFields.tsx'
import { PriceList } from './PriceList.tsx'

type Props = { readonly paperId: string; readonly question: Question }

/** What asking these about one paper would take; nothing where only the built-in reader is asked, which costs nothing. */
export function AskPrice({ paperId, question }: Props) {
  const isFree = question.choices.every((choice) => choice === 'local')
  const estimate = useQuery({
    queryKey: ['analysis', 'estimate', paperId, question],
    queryFn: ({ signal }) =>
      call(estimateBatch, { body: { ...question, papers: { paperIds: [paperId] } } }, { signal }),
    enabled: !isFree,
    placeholderData: keepPreviousData,
  })
  if (isFree) return null
  if (estimate.data !== undefined) return <PriceList estimate={estimate.data} ofOne />
  if (estimate.isPending) return <Loading rows={2} />
  return <ErrorState error={estimate.error} onRetry={() => void estimate.refetch()} small />
}
