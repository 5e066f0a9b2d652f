import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { followLink, type LinkInfo } from '../../contract.ts'
import { NewPasswordField } from '../NewPasswordField.tsx'
import { accountWords } from '../words.ts'

type Props = { readonly token: string; readonly info: LinkInfo; readonly onDone: () => void }

/** What a mailed link asks for: a new password, or only a press, so that a mail server which looks at links uses none up. */
export function FollowForm({ token, info, onDone }: Props) {
  const words = useWords(accountWords)
  const format = useFormat()
  const [password, setPassword] = useState('')
  const sets = info.purpose === 'reset'
  const following = useMutation({
    mutationFn: () => call(followLink, { body: { token, ...(sets ? { password } : {}) } }),
    onSuccess: onDone,
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        following.mutate()
      }}
    >
      {sets ? (
        <>
          {/* For the browser's own memory of passwords. */}
          <input type="email" name="email" autoComplete="username" value={info.email ?? ''} readOnly hidden />
          <NewPasswordField label={words.newPassword} autoFocus value={password} onValue={setPassword} />
        </>
      ) : null}
      {following.error === null ? null : <ErrorState error={following.error} small />}
      <Button type="submit" look="primary" busy={following.isPending}>
        {words.pressLink[info.purpose]}
      </Button>
      <p className="text-ink-faint text-xs">{words.linkExpires(format.dateTime(info.expiresAt))}</p>
    </form>
  )
}
