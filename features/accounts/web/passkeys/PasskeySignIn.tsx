import { useMutation } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { beginPasskeySignIn, type Me, signInByPasskey } from '../../contract.ts'
import { canUsePasskeys, takePasskey } from './use-authenticator.ts'
import { passkeyWords } from './words.ts'

type Props = {
  readonly onSignedIn: (me: Me) => void
  /** What the button says; "Sign in with a passkey" unless told. */
  readonly children?: string
}

/** Comes in by a passkey, where the browser can; shows nothing where it cannot. */
export function PasskeySignIn({ onSignedIn, children }: Props) {
  const words = useWords(passkeyWords)
  const entering = useMutation({
    mutationFn: async () => {
      const used = await takePasskey(await call(beginPasskeySignIn, {}))
      return used === undefined ? undefined : await call(signInByPasskey, { body: { used } })
    },
    onSuccess: (me) => me && onSignedIn(me),
  })
  if (!canUsePasskeys()) return null
  return (
    <>
      <Button busy={entering.isPending} onClick={() => entering.mutate()}>
        <KeyRound aria-hidden />
        {children ?? words.signIn}
      </Button>
      {entering.error === null ? null : <ErrorState error={entering.error} small />}
    </>
  )
}
