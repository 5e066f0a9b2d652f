import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { type Collection, changeCollection, createCollection } from '../../contract.ts'
import { readingWords } from '../words.ts'

type Props = {
  readonly subject:
    | {
        readonly kind: 'new'
        readonly libraryId: Collection['libraryId']
        readonly parent: Collection | null
      }
    | { readonly kind: 'rename'; readonly collection: Collection }
  readonly onClose: () => void
  readonly onSaved?: (collection: Collection) => void
}

/** Names a new collection, or an old one anew. */
export function CollectionNameDialog({ subject, onClose, onSaved }: Props) {
  const words = useWords(readingWords).collections
  const { close, cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const [name, setName] = useState(subject.kind === 'rename' ? subject.collection.name : '')
  const saving = useMutation({
    mutationFn: () =>
      subject.kind === 'rename'
        ? call(changeCollection, { params: { collectionId: subject.collection.id }, body: { name } })
        : call(createCollection, {
            body: { name, libraryId: subject.libraryId, parentId: subject.parent?.id ?? null },
          }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: ['collections'] })
      onSaved?.(saved)
      onClose()
    },
  })
  const title = subject.kind === 'rename' ? words.renameTitle : words.newTitle
  const place =
    subject.kind === 'new' && subject.parent !== null ? words.within(subject.parent.name) : undefined
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={title}
      description={place}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" form="collection-name" look="primary" busy={saving.isPending}>
            {subject.kind === 'rename' ? save : words.create}
          </Button>
        </>
      }
    >
      <form
        id="collection-name"
        onSubmit={(event) => {
          event.preventDefault()
          saving.mutate()
        }}
      >
        <TextField
          label={words.name}
          value={name}
          onValue={setName}
          required
          maxLength={200}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
        />
        {saving.error === null ? null : <ErrorState error={saving.error} small />}
      </form>
    </Dialog>
  )
}
