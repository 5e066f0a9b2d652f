import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { type Me, signIn } from '../contract.ts'
import { SignInElsewhere } from './elsewhere/SignInElsewhere.tsx'
import { CodeStep } from './factor/CodeStep.tsx'
import { needsCode } from './factor/needs-code.ts'
import { PasskeySignIn } from './passkeys/PasskeySignIn.tsx'
import { passkeyWords } from './passkeys/words.ts'
import { accountWords } from './words.ts'

type Props = { readonly onSignedIn: (me: Me) => void }

export function SignInForm({ onSignedIn }: Props) {
  const words = useWords(accountWords)
  const passkeys = useWords(passkeyWords)
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const asking = useMutation({
    mutationFn: (code?: string) =>
      call(signIn, { body: { email, password, ...(code === undefined ? {} : { code }) } }),
    onSuccess: onSignedIn,
  })
  if (needsCode(asking))
    return (
      <CodeStep asking={asking} confirm={words.signIn} onBack={() => asking.reset()}>
        <PasskeySignIn onSignedIn={onSignedIn}>{passkeys.usePasskey}</PasskeySignIn>
      </CodeStep>
    )
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        asking.mutate(undefined)
      }}
    >
      <TextField
        label={words.email}
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus
        value={email}
        onValue={setEmail}
      />
      <TextField
        label={words.password}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        value={password}
        onValue={setPassword}
      />
      {asking.error === null ? null : <ErrorState error={asking.error} small />}
      <Button type="submit" look="primary" busy={asking.isPending}>
        {words.signIn}
      </Button>
      <PasskeySignIn onSignedIn={onSignedIn} />
      <SignInElsewhere />
    </form>
  )
}
