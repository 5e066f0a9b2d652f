import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { addLibraryMember } from '../../contract.ts'
import { useLibraryCall } from './useLibraryCall.ts'
import { librariesWords } from './words.ts'

const given = ['editor', 'reader'] as const

/** Lets a person of the house into a library, by their address. */
export function AddMemberForm({ libraryId }: { readonly libraryId: string }) {
  const words = useWords(librariesWords)
  const [email, setEmail] = useState('')
  const [membership, setMembership] = useState<(typeof given)[number]>('editor')
  const adding = useLibraryCall(addLibraryMember)
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        adding.mutate(
          { params: { libraryId }, body: { email, membership } },
          {
            onSuccess: () => {
              say({ title: words.added(email) })
              setEmail('')
            },
          },
        )
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          label={words.email}
          type="email"
          required
          autoComplete="off"
          className="min-w-48 flex-1"
          value={email}
          onValue={setEmail}
        />
        <Select
          label={words.membership}
          className="w-28"
          options={given.map((value) => ({ value, label: words.membershipNames[value] }))}
          value={membership}
          onValue={setMembership}
        />
        <Button type="submit" look="primary" busy={adding.isPending}>
          {words.add}
        </Button>
      </div>
      <p className="text-ink-faint text-xs">
        {words.membershipHints[membership]}. {words.addHint}
      </p>
      {adding.error === null ? null : <ErrorState error={adding.error} small />}
    </form>
  )
}
