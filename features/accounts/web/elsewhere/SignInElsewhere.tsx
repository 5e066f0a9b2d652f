import { useMutation, useQuery } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { beginOidc } from '../../contract.ts'
import { waysQuery } from '../ways-query.ts'
import { elsewhereWords } from './words.ts'

/** The button to the account that people have elsewhere, where the house has one set up. */
export function SignInElsewhere() {
  const words = useWords(elsewhereWords)
  const ways = useQuery(waysQuery)
  const leaving = useMutation({
    mutationFn: () => call(beginOidc, {}),
    onSuccess: ({ url }) => location.assign(url),
  })
  const oidc = ways.data?.oidc
  if (!oidc) return null
  return (
    <>
      <Button busy={leaving.isPending || leaving.isSuccess} onClick={() => leaving.mutate()}>
        {words.signIn(oidc.name)}
      </Button>
      {leaving.error === null ? null : <ErrorState error={leaving.error} small />}
    </>
  )
}
