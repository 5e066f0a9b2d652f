import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyField } from '#web/ui/CopyField.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { makeConnectorToken } from '../contract.ts'
import { connectorWords } from './words.ts'

/** Makes an address for one browser, shows it once, and says where to paste it. */
export function MakeAddress() {
  const words = useWords(connectorWords)
  const client = useQueryClient()
  const [label, setLabel] = useState('')
  const making = useMutation({
    mutationFn: () => call(makeConnectorToken, { body: { label } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['connector'] }),
  })
  if (making.data !== undefined) {
    return (
      <div className="mt-5 flex max-w-2xl flex-col items-start gap-4">
        <CopyField
          label={words.addressOf(making.data.token.label)}
          value={`${location.origin}${making.data.path}`}
          hint={words.once}
          copyLabel={words.copy}
          copiedLabel={words.copied}
        />
        <div>
          <h3 className="font-medium">{words.stepsTitle}</h3>
          <ol className="mt-1 list-decimal space-y-1 pl-5 text-ink-soft">
            {words.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
        <Button
          size="sm"
          onClick={() => {
            setLabel('')
            making.reset()
          }}
        >
          {words.done}
        </Button>
      </div>
    )
  }
  return (
    <form
      className="mt-5 flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        making.mutate()
      }}
    >
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label={words.label}
          placeholder={words.labelExample}
          required
          maxLength={80}
          autoComplete="off"
          className="min-w-56 max-w-md flex-1"
          value={label}
          onValue={setLabel}
        />
        <Button type="submit" busy={making.isPending}>
          {words.make}
        </Button>
      </div>
      <p className="text-ink-faint text-xs">{words.labelHint}</p>
      {making.error === null ? null : <ErrorState error={making.error} small />}
    </form>
  )
}
