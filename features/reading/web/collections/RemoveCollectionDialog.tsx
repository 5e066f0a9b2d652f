import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { say } from '#web/ui/toasts.ts'
import { type Collection, removeCollection } from '../../contract.ts'
import { readingWords } from '../words.ts'

type Props = { readonly collection: Collection; readonly onClose: () => void; readonly onRemoved: () => void }

/** Removes a collection with those within it, after asking; the papers stay. */
export function RemoveCollectionDialog({ collection, onClose, onRemoved }: Props) {
  const words = useWords(readingWords).collections
  const { close, cancel } = useWords(uiWords)
  const client = useQueryClient()
  const removing = useMutation({
    mutationFn: () => call(removeCollection, { params: { collectionId: collection.id } }),
    onSuccess: async () => {
      say({ title: words.removed(collection.name) })
      onRemoved()
      await client.invalidateQueries({ queryKey: ['collections'] })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.removeTitle}
      description={collection.name}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button look="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
            {words.remove}
          </Button>
        </>
      }
    >
      <p>{words.removeHelp}</p>
      {removing.error === null ? null : <ErrorState error={removing.error} small />}
    </Dialog>
  )
}
