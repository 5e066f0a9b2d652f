import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'

type Props<Data> = {
  readonly query: UseQueryResult<Data>
  readonly rows?: number
  readonly children: (data: Data) => ReactNode
}

/** What was asked for, on its way, refused, or there. */
export function Asked<Data>({ query, rows = 3, children }: Props<Data>) {
  if (query.isPending) return <Loading rows={rows} />
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} small />
  return children(query.data)
}
