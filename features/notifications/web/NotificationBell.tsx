import { Popover } from '@base-ui/react/popover'
import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { usePageStands } from '#web/lib/first-drawing.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { Notification } from '../contract.ts'
import { NotificationRow } from './NotificationRow.tsx'
import { notificationsQuery } from './notifications-query.ts'
import { useMarking } from './useMarking.ts'
import { notificationWords } from './words.ts'

const bellClasses =
  'relative flex size-8 items-center justify-center rounded-md text-ink-soft hover:bg-wash hover:text-ink pointer-coarse:size-10'

type Props = {
  /** Wraps a row into a link to what it is about, where there is such a page. */
  readonly linkTo: (subject: Notification['subject'], children: ReactNode, onGo: () => void) => ReactNode
  /** The way to the page of them all; the list closes when somebody goes. */
  readonly toAll: (label: string, onGo: () => void) => ReactNode
}

/** The bell with its unread count; opens the list of what happened. */
export function NotificationBell({ linkTo, toAll }: Props) {
  const words = useWords(notificationWords)
  const isAnswering = usePageStands()
  const [isOpen, setIsOpen] = useState(false)
  const list = useQuery(notificationsQuery)
  const { mark: marking } = useMarking()
  const unread = list.data?.unreadCount ?? 0
  const open = (notification: Notification) => {
    setIsOpen(false)
    if (notification.readAt === null) marking.mutate({ ids: [notification.id] })
  }
  const look = (
    <>
      <Bell className="size-4" aria-hidden />
      {unread > 0 ? (
        <span
          data-count={unread > 99 ? '99+' : unread}
          className="absolute top-0.5 right-0.5 min-w-3.5 rounded-full bg-accent px-1 text-center text-[0.625rem] text-on-accent leading-3.5 before:content-[attr(data-count)]"
        />
      ) : null}
    </>
  )
  if (!isAnswering) {
    return (
      <button type="button" disabled aria-label={words.bell(unread)} className={bellClasses}>
        {look}
      </button>
    )
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger aria-label={words.bell(unread)} className={bellClasses}>
        {look}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-40">
          <Popover.Popup className="flex max-h-[min(32rem,var(--available-height))] w-[min(24rem,calc(100vw-1rem))] flex-col rounded-lg border border-hairline bg-sheet shadow-pop outline-none">
            <div className="flex h-10 shrink-0 items-center gap-2 border-b pr-2 pl-4">
              <Popover.Title className="flex-1 font-semibold text-sm">{words.title}</Popover.Title>
              {unread > 0 ? (
                <Button
                  look="quiet"
                  size="sm"
                  busy={marking.isPending}
                  onClick={() => marking.mutate({ all: true })}
                >
                  {words.markAllRead}
                </Button>
              ) : null}
            </div>
            <div className="min-h-0 overflow-y-auto">
              {list.isPending ? <Loading rows={4} /> : null}
              {list.isError ? (
                <div className="px-4">
                  <ErrorState error={list.error} onRetry={() => void list.refetch()} small />
                </div>
              ) : null}
              {list.data?.items.length === 0 ? (
                <EmptyState title={words.none}>{words.noneHelp}</EmptyState>
              ) : null}
              <ul>
                {list.data?.items.map((notification) => (
                  <li key={notification.id} className="border-b last:border-b-0">
                    {linkTo(notification.subject, <NotificationRow notification={notification} />, () =>
                      open(notification),
                    )}
                  </li>
                ))}
              </ul>
            </div>
            <div className="shrink-0 border-t">{toAll(words.all, () => setIsOpen(false))}</div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
