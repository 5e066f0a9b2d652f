import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { readerWords } from './words.ts'

type Props = { readonly wasWrong: boolean; readonly onPassword: (password: string) => void }

/** Asks for the password of a locked file. */
export function PasswordForm({ wasWrong, onPassword }: Props) {
  const words = useWords(readerWords)
  const [password, setPassword] = useState('')
  return (
    <form
      className="mx-auto flex max-w-sm flex-col gap-3 px-6 py-16"
      onSubmit={(event) => {
        event.preventDefault()
        if (password !== '') onPassword(password)
      }}
    >
      <h2 className="font-semibold text-base">{words.locked}</h2>
      <p className="text-ink-soft text-sm">{words.lockedHelp}</p>
      <TextField
        label={words.password}
        type="password"
        autoComplete="off"
        value={password}
        onValue={setPassword}
        error={wasWrong ? words.passwordWrong : undefined}
      />
      <Button type="submit" look="primary" className="self-start">
        {words.unlock}
      </Button>
    </form>
  )
}
