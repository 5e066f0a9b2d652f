import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { saveKey } from '../contract.ts'
import { vaultWords } from './words.ts'

export function AddProviderForm({ onDone }: { readonly onDone: () => void }) {
  const words = useWords(vaultWords)
  const { cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const [form, setForm] = useState({ label: '', baseUrl: '', model: '', key: '' })
  const saving = useMutation({
    mutationFn: () => {
      const { key, ...rest } = form
      return call(saveKey, {
        body: { ...rest, provider: 'openai-compatible', ...(key === '' ? {} : { key }) },
      })
    },
    onSuccess: async ({ label }) => {
      say({ title: words.saved(label) })
      await client.invalidateQueries({ queryKey: ['keys'] })
      onDone()
    },
  })
  const field = (name: keyof typeof form) => ({
    label: words[name],
    value: form[name],
    onValue: (value: string) => setForm((before) => ({ ...before, [name]: value })),
  })
  return (
    <form
      className="mt-4 flex max-w-lg flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <h3 className="font-medium">{words.add}</h3>
      <p className="text-ink-faint text-xs">{words.addHelp}</p>
      <TextField {...field('label')} required maxLength={80} placeholder={words.labelExample} autoFocus />
      <TextField
        {...field('baseUrl')}
        required
        type="url"
        placeholder="http://127.0.0.1:11434/v1"
        hint={words.baseUrlHint}
      />
      <TextField {...field('model')} required maxLength={200} placeholder="qwen3:14b" spellCheck={false} />
      <TextField
        {...field('key')}
        type="password"
        autoComplete="off"
        maxLength={500}
        hint={words.keyHint}
        spellCheck={false}
      />
      {saving.error === null ? null : <ErrorState error={saving.error} small />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={saving.isPending}>
          {save}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {cancel}
        </Button>
      </div>
    </form>
  )
}
