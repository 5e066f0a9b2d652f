import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyField } from '#web/ui/CopyField.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { addWebhook } from '../../contract.ts'
import { notificationWords } from '../words.ts'
import { settingsQuery } from './settings-query.ts'

const nothing = { label: '', url: '' }

/** Takes a name and an address, and shows the new secret. */
export function AddWebhook() {
  const words = useWords(notificationWords).settings
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [typed, setTyped] = useState(nothing)
  const adding = useMutation({
    mutationFn: () => call(addWebhook, { body: typed }),
    onSuccess: async () => {
      setTyped(nothing)
      await client.invalidateQueries({ queryKey: settingsQuery.queryKey })
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    adding.mutate()
  }
  const failure = adding.isError ? failureWords(adding.error) : undefined
  return (
    <>
      <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <TextField
          label={words.label}
          className="w-40"
          required
          maxLength={80}
          value={typed.label}
          onValue={(label) => setTyped({ ...typed, label })}
        />
        <TextField
          label={words.url}
          className="min-w-56 flex-1"
          type="url"
          required
          placeholder="https://"
          value={typed.url}
          onValue={(url) => setTyped({ ...typed, url })}
          error={failure && [failure.title, failure.help].filter(Boolean).join('. ')}
        />
        <Button type="submit" className="mt-5.5" busy={adding.isPending}>
          {words.add}
        </Button>
      </form>
      {adding.data ? (
        <div className="mt-3">
          <CopyField
            label={words.secret}
            value={adding.data.secret}
            hint={words.secretHelp}
            copyLabel={words.copy}
            copiedLabel={words.copied}
          />
        </div>
      ) : null}
    </>
  )
}
