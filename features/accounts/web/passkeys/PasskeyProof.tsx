import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { beginPasskeyProof, confirmIdentity } from '../../contract.ts'
import { passkeysQuery } from './passkeys-query.ts'
import { canUsePasskeys, takePasskey } from './use-authenticator.ts'
import { passkeyWords } from './words.ts'

/** Proves by a passkey who asks, for who has one for this address; shows nothing to others. */
export function PasskeyProof({ onConfirmed }: { readonly onConfirmed: () => void }) {
  const words = useWords(passkeyWords)
  const passkeys = useQuery({ ...passkeysQuery, enabled: canUsePasskeys() })
  const proving = useMutation({
    mutationFn: async () => {
      const passkey = await takePasskey(await call(beginPasskeyProof, {}))
      if (passkey === undefined) return false
      await call(confirmIdentity, { body: { passkey } })
      return true
    },
    onSuccess: (isProved) => isProved && onConfirmed(),
  })
  if (!passkeys.data?.items.some(({ host }) => host === location.hostname)) return null
  return (
    <>
      <Button busy={proving.isPending} onClick={() => proving.mutate()}>
        <KeyRound aria-hidden />
        {words.usePasskey}
      </Button>
      {proving.error === null ? null : <ErrorState error={proving.error} small />}
    </>
  )
}
