import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'
import { deleteNotifications, markRead, type Notification } from '../contract.ts'
import { notificationsQuery } from './notifications-query.ts'

type Marking = { ids: Notification['id'][]; unread?: true } | { all: true }

/** Marks as read or unread and deletes; every list of notifications is asked for again. */
export function useMarking() {
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const onSettled = () => client.invalidateQueries({ queryKey: notificationsQuery.queryKey })
  const onError = (error: Error) => say({ ...failureWords(error), tone: 'bad' })
  const mark = useMutation({
    mutationFn: (body: Marking) => call(markRead, { body }),
    onError,
    onSettled,
  })
  const remove = useMutation({
    mutationFn: (id: Notification['id']) => call(deleteNotifications, { body: { ids: [id] } }),
    onError,
    onSettled,
  })
  return { mark, remove }
}
