import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { addDevice } from '../../contract.ts'
import { settingsQuery } from '../settings/settings-query.ts'
import { notificationWords } from '../words.ts'
import { subscribeHere, thisBrowserQuery } from './this-browser.ts'

/** Turns pushes on in this browser. */
export function usePushHere(pushKey: string, label: string) {
  const words = useWords(notificationWords).settings.push
  const client = useQueryClient()
  const failureWords = useFailureWords()
  return useMutation({
    mutationFn: async () => {
      const subscription = await subscribeHere(pushKey)
      return subscription && (await call(addDevice, { body: { label, subscription } }))
    },
    onSuccess: (added) => say(added ? { title: words.added } : { title: words.notAllowed, tone: 'bad' }),
    onError: (error) =>
      say({
        ...(error instanceof DOMException
          ? { title: words.noService, help: error.message }
          : failureWords(error)),
        tone: 'bad',
      }),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: settingsQuery.queryKey }),
        client.invalidateQueries({ queryKey: thisBrowserQuery.queryKey }),
      ]),
  })
}
