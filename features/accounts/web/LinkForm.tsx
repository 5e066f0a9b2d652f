import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { theme } from '#web/lib/theme.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { type LinkInfo, type Me, savePreferences, useLink as useLinkEndpoint } from '../contract.ts'
import { CodeStep } from './factor/CodeStep.tsx'
import { needsCode } from './factor/needs-code.ts'
import { NewPasswordField } from './NewPasswordField.tsx'
import { accountWords } from './words.ts'

type Props = { readonly token: string; readonly info: LinkInfo; readonly onSignedIn: (me: Me) => void }

/** What a one-time link asks for: a name and a password for a new account, or only a press to sign in. */
export function LinkForm({ token, info, onSignedIn }: Props) {
  const words = useWords(accountWords)
  const format = useFormat()
  const makesAccount = info.purpose !== 'sign-in'
  const [account, setAccount] = useState({ name: '', email: info.email ?? '', password: '' })
  const using = useMutation({
    mutationFn: async (code?: string) => {
      const proof = makesAccount ? { account } : code === undefined ? {} : { code }
      const me = await call(useLinkEndpoint, { body: { token, ...proof } })
      if (!makesAccount) return me
      // A new account keeps what the person chose on this screen before there was an account.
      const chosen = { language: language.get(), theme: theme.get() }
      return { ...me, preferences: await call(savePreferences, { body: chosen }) }
    },
    onSuccess: onSignedIn,
  })
  if (needsCode(using))
    return <CodeStep asking={using} confirm={words.pressLink[info.purpose]} onBack={() => using.reset()} />
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        using.mutate(undefined)
      }}
    >
      {makesAccount ? (
        <>
          <TextField
            label={words.name}
            name="name"
            autoComplete="name"
            required
            autoFocus
            maxLength={120}
            value={account.name}
            onValue={(name) => setAccount({ ...account, name })}
          />
          <TextField
            label={words.email}
            type="email"
            name="email"
            autoComplete="username"
            required
            readOnly={info.email !== null}
            value={account.email}
            onValue={(email) => setAccount({ ...account, email })}
          />
          <NewPasswordField
            label={words.password}
            value={account.password}
            onValue={(password) => setAccount({ ...account, password })}
          />
        </>
      ) : null}
      {using.error === null ? null : <ErrorState error={using.error} small />}
      <Button type="submit" look="primary" busy={using.isPending}>
        {words.pressLink[info.purpose]}
      </Button>
      <p className="text-ink-faint text-xs">{words.linkExpires(format.dateTime(info.expiresAt))}</p>
    </form>
  )
}
