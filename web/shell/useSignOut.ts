import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { signOut } from '#features/accounts/contract.ts'
import { unsubscribeHere } from '#features/notifications/web/push/this-browser.ts'
import { arrived } from '#web/lib/arrived.ts'
import { call } from '#web/lib/call.ts'
import { forgetKept } from '#web/lib/kept.ts'
import { leavingKey } from '#web/lib/leaving.ts'
import { forgetRecent } from '#web/lib/recent.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'

/** A page that does not say that it is gone keeps nothing of the person either. */
const mostMs = 2_000

/** Ends the session, forgets everything that was fetched for the person, and goes to the sign-in page. */
export function useSignOut(): () => void {
  const client = useQueryClient()
  const router = useRouter()
  const failureWords = useFailureWords()
  const leaving = useMutation({
    mutationKey: leavingKey,
    mutationFn: () => call(signOut, {}),
    onSuccess: async () => {
      forgetRecent()
      await forgetKept()
      // What is pushed to the person is not for who sits here next. A push service that is away keeps nobody signed in.
      unsubscribeHere().catch(() => undefined)
      // The page that shows it goes first: it would ask for it again, and be refused.
      const gone = new Promise<void>((resolve) => {
        const stop = router.subscribe('onRendered', () => {
          stop()
          resolve()
        })
      })
      void router.navigate({ to: '/sign-in' })
      await arrived([gone], mostMs)
      client.clear()
    },
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  return () => leaving.mutate()
}
