import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { askReset } from '../../contract.ts'
import { waysQuery } from '../ways-query.ts'
import { accountWords } from '../words.ts'

/** Asks for a letter with a link to a new password, where the server sends mail; who has the address is never said. */
export function ForgotForm() {
  const words = useWords(accountWords)
  const ways = useQuery(waysQuery)
  const [email, setEmail] = useState('')
  const asking = useMutation({
    mutationFn: (address: string) => call(askReset, { body: { email: address } }),
  })
  if (ways.isPending) return <Loading rows={2} />
  if (ways.isError) return <ErrorState error={ways.error} onRetry={() => void ways.refetch()} small />
  if (!ways.data.mail) return <p className="text-ink-soft">{words.noMail}</p>
  if (asking.isSuccess)
    return (
      <div role="status" className="flex flex-col gap-2">
        <p>{words.letterSent(asking.variables)}</p>
        <p className="text-ink-faint text-xs">{words.letterNotThere}</p>
      </div>
    )
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        asking.mutate(email)
      }}
    >
      <p className="text-ink-soft">{words.forgotText}</p>
      <TextField
        label={words.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus
        maxLength={254}
        value={email}
        onValue={setEmail}
      />
      {asking.error === null ? null : <ErrorState error={asking.error} small />}
      <Button type="submit" look="primary" busy={asking.isPending}>
        {words.sendLetter}
      </Button>
    </form>
  )
}
