import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { setPaperKey } from '../contract.ts'
import { exportWords } from './words.ts'

type Props = { readonly paperId: string; readonly value: string; readonly mayWrite: boolean }

/** The key by which documents cite the paper. */
export function KeyForm({ paperId, value, mayWrite }: Props) {
  const words = useWords(exportWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [key, setKey] = useState(value)
  const saving = useMutation({
    mutationFn: () => call(setPaperKey, { params: { paperId }, body: { key } }),
    onSuccess: (saved) => {
      say({ title: words.keySaved(saved.key) })
      void client.invalidateQueries({ queryKey: ['paper', paperId] })
    },
  })
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <TextField
        label={words.citationKey}
        className="min-w-0 flex-1"
        value={key}
        onValue={setKey}
        readOnly={!mayWrite}
        hint={words.keyHint}
        error={saving.isError ? failureWords(saving.error).title : undefined}
      />
      {mayWrite ? (
        <Button type="submit" className="mt-5.5" busy={saving.isPending} disabled={key.trim() === value}>
          {words.saveKey}
        </Button>
      ) : null}
    </form>
  )
}
