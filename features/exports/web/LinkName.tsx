import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { type ExportLink, renameLink } from '../contract.ts'
import { exportWords } from './words.ts'

/** What a person calls an address, and the way to call it otherwise. */
export function LinkName({ link }: { readonly link: ExportLink }) {
  const words = useWords(exportWords)
  const { save, cancel } = useWords(uiWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [name, setName] = useState<string>()
  const renaming = useMutation({
    mutationFn: (next: string) => call(renameLink, { params: { linkId: link.id }, body: { name: next } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['export-links'] })
      setName(undefined)
    },
  })
  if (name === undefined) {
    return (
      <p className="flex items-center gap-1 font-medium">
        <span className="truncate">{link.name}</span>
        <IconButton
          icon={<Pencil aria-hidden />}
          label={`${words.rename}: ${link.name}`}
          onClick={() => setName(link.name)}
        />
      </p>
    )
  }
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        renaming.mutate(name)
      }}
    >
      <TextField
        label={words.linkName}
        labelHidden
        className="min-w-40 flex-1"
        value={name}
        onValue={setName}
        required
        maxLength={100}
        autoFocus
        error={renaming.isError ? failureWords(renaming.error).title : undefined}
      />
      <Button type="submit" busy={renaming.isPending}>
        {save}
      </Button>
      <Button look="quiet" onClick={() => setName(undefined)}>
        {cancel}
      </Button>
    </form>
  )
}
