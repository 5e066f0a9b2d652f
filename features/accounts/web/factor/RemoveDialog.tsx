import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { removeSecondFactor } from '../../contract.ts'
import { CodeField } from './CodeField.tsx'
import { factorWords } from './words.ts'

/** Turns the second factor off, by both things it consists of. */
export function RemoveDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(factorWords)
  const { close } = useWords(uiWords)
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const removing = useMutation({
    mutationFn: () => call(removeSecondFactor, { body: { code, ...(password === '' ? {} : { password }) } }),
    onSuccess: () => {
      say({ title: words.removed })
      onClose()
      return client.invalidateQueries({ queryKey: ['account'] })
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.removeTitle}
      description={words.removeHelp}
      closeLabel={close}
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          removing.mutate()
        }}
      >
        <TextField
          label={words.password}
          type="password"
          autoComplete="current-password"
          autoFocus
          value={password}
          onValue={setPassword}
        />
        <CodeField value={code} onValue={setCode} isFirst={false} />
        {removing.error === null ? null : <ErrorState error={removing.error} small />}
        <Button type="submit" look="danger" className="self-end" busy={removing.isPending}>
          {words.remove}
        </Button>
      </form>
    </Dialog>
  )
}
