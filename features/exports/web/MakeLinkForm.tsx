import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { listCollections, listTags } from '#features/reading/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyField } from '#web/ui/CopyField.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { createLink } from '../contract.ts'
import { linkBody, sourcesOf } from './link-sources.ts'
import { exportWords } from './words.ts'

export type Library = { readonly id: string; readonly name: string }

/** Makes an address for a library, a tag or a collection, and shows it once. */
export function MakeLinkForm({ libraries }: { readonly libraries: readonly Library[] }) {
  const words = useWords(exportWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const tags = useQuery({
    queryKey: ['tags'],
    queryFn: ({ signal }) => call(listTags, { query: {} }, { signal }),
  })
  const collections = useQuery({
    queryKey: ['collections'],
    queryFn: ({ signal }) => call(listCollections, { query: {} }, { signal }),
  })
  const sources = sourcesOf(libraries, tags.data?.items ?? [], collections.data?.items ?? [])
  const [chosen, setSource] = useState<string>()
  const [name, setName] = useState('')
  const source = chosen ?? sources[0]?.value ?? ''
  const making = useMutation({
    mutationFn: () => call(createLink, { body: linkBody(name, source) }),
    onSuccess: () => {
      setName('')
      void client.invalidateQueries({ queryKey: ['export-links'] })
    },
  })
  const address = making.data === undefined ? undefined : `${window.location.origin}${making.data.path}`
  return (
    <form
      className="mt-4 flex max-w-lg flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        making.mutate()
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label={words.linkName}
          className="min-w-40 flex-1"
          value={name}
          onValue={setName}
          required
          maxLength={100}
          error={making.isError ? failureWords(making.error).title : undefined}
        />
        <Select
          label={words.export}
          options={sources}
          value={source}
          onValue={setSource}
          className="min-w-40"
        />
        <Button type="submit" busy={making.isPending} disabled={name.trim() === ''}>
          {words.makeLink}
        </Button>
      </div>
      {address === undefined ? null : (
        <div className="flex flex-col gap-1 rounded-md bg-tint p-3">
          <p className="text-sm">{words.linkMade}</p>
          <CopyField
            label={words.linkAddress}
            value={address}
            hint={words.linkHint}
            copyLabel={words.copy}
            copiedLabel={words.copied}
          />
        </div>
      )}
    </form>
  )
}
