import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { deviceOf } from '#web/lib/device-name.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { addPasskey, beginPasskey } from '../../contract.ts'
import { PasskeyRow } from './PasskeyRow.tsx'
import { passkeysQuery } from './passkeys-query.ts'
import { canUsePasskeys, makePasskey } from './use-authenticator.ts'
import { passkeyWords } from './words.ts'

/** The passkeys that open the person's account. */
export function PasskeysPanel() {
  const words = useWords(passkeyWords)
  const passkeys = useQuery(passkeysQuery)
  return (
    <Section title={words.title} description={words.help}>
      {passkeys.isPending ? <Loading rows={1} /> : null}
      {passkeys.isError ? (
        <ErrorState error={passkeys.error} onRetry={() => void passkeys.refetch()} small />
      ) : null}
      {passkeys.data?.items.length === 0 ? <p className="text-ink-soft">{words.none}</p> : null}
      <ul aria-label={words.title} className="divide-y border-y empty:hidden">
        {passkeys.data?.items.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} />
        ))}
      </ul>
      {canUsePasskeys() ? <AddPasskey /> : <p className="mt-2 text-ink-soft">{words.needName}</p>}
    </Section>
  )
}

function AddPasskey() {
  const words = useWords(passkeyWords)
  const client = useQueryClient()
  const { browser, system } = deviceOf(navigator.userAgent)
  const label = browser && system ? words.onSystem(browser, system) : words.unnamed
  const adding = useMutation({
    mutationFn: async () => {
      const made = await makePasskey(await call(beginPasskey, {}))
      return made === undefined ? undefined : await call(addPasskey, { body: { label, made } })
    },
    onSuccess: (added) => {
      if (added) say({ title: words.added })
      return client.invalidateQueries({ queryKey: passkeysQuery.queryKey })
    },
  })
  return (
    <div className="mt-4 flex flex-col items-start gap-3">
      <Button busy={adding.isPending} onClick={() => adding.mutate()}>
        <KeyRound aria-hidden />
        {words.add}
      </Button>
      {adding.error === null ? null : <ErrorState error={adding.error} small />}
    </div>
  )
}
