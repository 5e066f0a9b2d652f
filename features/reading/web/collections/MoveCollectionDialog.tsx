import { useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Select } from '#web/ui/Select.tsx'
import type { Collection } from '../../contract.ts'
import { readingWords } from '../words.ts'
import { ancestorsOf, pathOf } from './collection-tree.ts'
import { useCollectionChange } from './useCollectionChange.ts'

type Props = {
  readonly collection: Collection
  readonly collections: readonly Collection[]
  readonly onClose: () => void
}

const top = 'top'

/** Moves a collection within another one of its library, or to the top. */
export function MoveCollectionDialog({ collection, collections, onClose }: Props) {
  const words = useWords(readingWords).collections
  const { close, cancel } = useWords(uiWords)
  const [parent, setParent] = useState<string>(collection.parentId ?? top)
  const moving = useCollectionChange()
  const places = collections.filter(
    (each) =>
      each.libraryId === collection.libraryId &&
      each.id !== collection.id &&
      !ancestorsOf(collections, each.id).some(({ id }) => id === collection.id),
  )
  const move = () => {
    const parentId = places.find(({ id }) => id === parent)?.id ?? null
    moving.mutate({ params: { collectionId: collection.id }, body: { parentId } }, { onSuccess: onClose })
  }
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.moveTitle}
      description={collection.name}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button look="primary" busy={moving.isPending} onClick={move}>
            {words.moveHere}
          </Button>
        </>
      }
    >
      <Select
        label={words.place}
        options={[
          { value: top, label: words.atTop },
          ...places
            .map((each) => ({ value: each.id, label: pathOf(collections, each) }))
            .toSorted((one, other) => one.label.localeCompare(other.label)),
        ]}
        value={parent}
        onValue={setParent}
      />
    </Dialog>
  )
}
