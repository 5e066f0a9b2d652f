import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TokenScope } from '#contract/permissions.ts'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyField } from '#web/ui/CopyField.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { makeToken } from '../../contract.ts'
import { tokensKey } from './tokens-key.ts'
import { securityWords } from './words.ts'

const lifetimes = ['7', '30', '90', '365'] as const

/** Makes an access token and shows it once. */
export function MakeTokenForm({ mayAdminister }: { readonly mayAdminister: boolean }) {
  const words = useWords(securityWords)
  const client = useQueryClient()
  const [label, setLabel] = useState('')
  const [scope, setScope] = useState<TokenScope>('read')
  const [days, setDays] = useState<(typeof lifetimes)[number]>('90')
  const making = useMutation({
    mutationFn: () => call(makeToken, { body: { label, scope, days: Number(days) } }),
    onSuccess: () => {
      setLabel('')
      return client.invalidateQueries({ queryKey: tokensKey })
    },
  })
  const scopes: readonly TokenScope[] = mayAdminister ? ['read', 'write', 'admin'] : ['read', 'write']
  return (
    <div className="mt-4 flex flex-col gap-3">
      {making.data === undefined ? null : (
        <CopyField
          label={words.tokenSecret}
          value={making.data.secret}
          hint={words.tokenOnce}
          copyLabel={words.copy}
          copiedLabel={words.copied}
        />
      )}
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate()
        }}
      >
        <TextField
          label={words.tokenLabel}
          required
          maxLength={80}
          className="min-w-48 flex-1"
          value={label}
          onValue={setLabel}
        />
        <Select
          label={words.scope}
          className="w-44"
          value={scope}
          onValue={setScope}
          options={scopes.map((value) => ({ value, label: words.scopes[value] }))}
        />
        <Select
          label={words.lifetime}
          className="w-32"
          value={days}
          onValue={setDays}
          options={lifetimes.map((value) => ({ value, label: words.days(Number(value)) }))}
        />
        <Button type="submit" busy={making.isPending}>
          {words.makeToken}
        </Button>
      </form>
      {making.error === null ? null : <ErrorState error={making.error} small />}
    </div>
  )
}
