import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Select } from '#web/ui/Select.tsx'
import { type Notification, type NotificationType, notificationType } from '../../contract.ts'
import { useMarking } from '../useMarking.ts'
import { notificationWords } from '../words.ts'
import { CentreRow } from './CentreRow.tsx'
import { type CentreFilter, centreQuery } from './centre-query.ts'

type Props = {
  readonly filter: CentreFilter
  readonly onFilter: (filter: CentreFilter) => void
  readonly linkTo: (subject: Notification['subject'], children: ReactNode, onGo: () => void) => ReactNode
}

const everything = 'everything'

/** All that a person was told, to be filtered, read, opened and deleted. */
export function NotificationCentre({ filter, onFilter, linkTo }: Props) {
  const words = useWords(notificationWords)
  const { mark } = useMarking()
  const list = useInfiniteQuery(centreQuery(filter))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = filter.unread === true || filter.type !== undefined
  const types: { value: NotificationType | typeof everything; label: string }[] = [
    { value: everything, label: words.centre.everyType },
    ...notificationType.options.map((value) => ({ value, label: words.names[value] })),
  ]
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 border-b pb-3">
        <Select
          label={words.centre.type}
          labelHidden
          className="w-60"
          options={types}
          value={filter.type ?? everything}
          onValue={(type) => onFilter({ ...filter, type: type === everything ? undefined : type })}
        />
        <Checkbox
          label={words.centre.unreadOnly}
          checked={filter.unread === true}
          onChecked={(unread) => onFilter({ ...filter, unread: unread ? true : undefined })}
        />
        <Button
          className="ml-auto"
          size="sm"
          disabled={list.data?.pages[0]?.unreadCount === 0}
          busy={mark.isPending}
          onClick={() => mark.mutate({ all: true })}
        >
          {words.markAllRead}
        </Button>
      </div>
      {list.isPending ? <Loading rows={6} /> : null}
      {list.isError ? <ErrorState error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data !== undefined && items.length === 0 ? (
        <EmptyState title={isFiltered ? words.centre.noneFound : words.none}>
          {isFiltered ? words.centre.noneFoundHelp : words.noneHelp}
        </EmptyState>
      ) : null}
      <ul className="divide-y">
        {items.map((notification) => (
          <CentreRow key={notification.id} notification={notification} linkTo={linkTo} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button className="mt-4" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {words.centre.more}
        </Button>
      ) : null}
    </>
  )
}
