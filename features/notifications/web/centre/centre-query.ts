import { infiniteQueryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { listNotifications, type NotificationType } from '../../contract.ts'

export type CentreFilter = {
  readonly unread?: true | undefined
  readonly type?: NotificationType | undefined
}

const pageLength = 50

/** A person's notifications page by page. */
export const centreQuery = ({ unread, type }: CentreFilter) =>
  infiniteQueryOptions({
    queryKey: ['notifications', 'centre', { unread, type }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(
        listNotifications,
        {
          query: {
            limit: pageLength,
            ...(pageParam !== undefined && { cursor: pageParam }),
            ...(unread && { unread: 'true' }),
            ...(type !== undefined && { type }),
          },
        },
        { signal },
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
  })
