import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { historyWords } from './words.ts'

type Props = {
  readonly label: string
  readonly none: { readonly title: string; readonly help: string }
  readonly pages: {
    readonly error: unknown
    readonly isPending: boolean
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
    readonly refetch: () => unknown
  }
  /** Undefined until the first page is there. */
  readonly rows: readonly ReactNode[] | undefined
}

/** A list of acts, the newest first, with all it may be instead: on its way, refused, or empty. */
export function ActList({ label, none, pages, rows }: Props) {
  const words = useWords(historyWords)
  if (pages.isPending) return <Loading rows={6} />
  if (rows === undefined) {
    return (
      <div className="px-4">
        <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
      </div>
    )
  }
  if (rows.length === 0) return <EmptyState title={none.title}>{none.help}</EmptyState>
  return (
    <>
      <ol aria-label={label}>{rows}</ol>
      <MoreButton pages={pages} label={words.more} />
    </>
  )
}
