import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { changeEmail, changePassword, type Me } from '../../contract.ts'
import { securityWords } from './words.ts'

/** What the person signs in with. */
export function PasswordPanel({ me }: { readonly me: Me }) {
  const words = useWords(securityWords)
  return (
    <>
      <Section title={words.password} description={words.passwordHelp}>
        <PasswordForm />
      </Section>
      <Section title={words.email} description={words.emailHelp}>
        <EmailForm email={me.email} />
      </Section>
    </>
  )
}

function PasswordForm() {
  const words = useWords(securityWords)
  const client = useQueryClient()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const changing = useMutation({
    mutationFn: () => call(changePassword, { body: { next, ...(current === '' ? {} : { current }) } }),
    onSuccess: () => {
      setCurrent('')
      setNext('')
      say({ title: words.passwordChanged })
      return client.invalidateQueries({ queryKey: ['account', 'sessions'] })
    },
  })
  return (
    <div className="flex max-w-96 flex-col gap-3">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          changing.mutate()
        }}
      >
        <TextField
          label={words.current}
          type="password"
          autoComplete="current-password"
          value={current}
          onValue={setCurrent}
        />
        <TextField
          label={words.next}
          hint={words.nextHint}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={200}
          value={next}
          onValue={setNext}
        />
        <Button type="submit" className="self-start" busy={changing.isPending}>
          {words.changePassword}
        </Button>
      </form>
      {changing.error === null ? null : <ErrorState error={changing.error} small />}
    </div>
  )
}

function EmailForm({ email }: { readonly email: string }) {
  const words = useWords(securityWords)
  const client = useQueryClient()
  const [typed, setTyped] = useState(email)
  const changing = useMutation({
    mutationFn: (email: string) => call(changeEmail, { body: { email } }),
    onSuccess: ({ state }) => {
      if (state === 'changed') say({ title: words.emailChanged })
      return client.invalidateQueries({ queryKey: ['account'] })
    },
  })
  return (
    <div className="flex max-w-96 flex-col gap-3">
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          changing.mutate(typed)
        }}
      >
        <TextField
          label={words.email}
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          className="min-w-48 flex-1"
          value={typed}
          onValue={setTyped}
        />
        <Button type="submit" busy={changing.isPending} disabled={typed === email}>
          {words.changeEmail}
        </Button>
      </form>
      {changing.isSuccess && changing.data.state === 'letter_sent' ? (
        <p role="status" className="text-ink-soft">
          {words.emailLetter(changing.variables)}
        </p>
      ) : null}
      {changing.error === null ? null : <ErrorState error={changing.error} small />}
    </div>
  )
}
