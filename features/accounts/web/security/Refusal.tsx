import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { asApiProblem } from '#web/lib/api-problem.ts'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { confirmIdentity } from '../../contract.ts'
import { securityWords } from './words.ts'

type Props = {
  readonly error: unknown
  /** Does again what was refused. */
  readonly onConfirmed: () => void
}

/** Why something was refused; where it only wants the password again, it is asked for here and the act goes on. */
export function Refusal({ error, onConfirmed }: Props) {
  if (error === null) return null
  if (asApiProblem(error).code !== 'confirmation_needed') return <ErrorState error={error} small />
  return <ConfirmForm onConfirmed={onConfirmed} />
}

function ConfirmForm({ onConfirmed }: Pick<Props, 'onConfirmed'>) {
  const words = useWords(securityWords)
  const [password, setPassword] = useState('')
  const confirming = useMutation({
    mutationFn: () => call(confirmIdentity, { body: { password } }),
    onSuccess: onConfirmed,
  })
  return (
    <form
      aria-label={words.confirmTitle}
      className="flex flex-col gap-3 rounded-md border bg-wash p-3"
      onSubmit={(event) => {
        event.preventDefault()
        confirming.mutate()
      }}
    >
      <p>
        <span className="font-medium">{words.confirmTitle}.</span> {words.confirmHelp}
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label={words.current}
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          className="min-w-48 flex-1"
          value={password}
          onValue={setPassword}
        />
        <Button type="submit" look="primary" busy={confirming.isPending}>
          {words.confirm}
        </Button>
      </div>
      {confirming.error === null ? null : <ErrorState error={confirming.error} small />}
    </form>
  )
}
