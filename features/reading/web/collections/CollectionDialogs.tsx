import type { Collection } from '../../contract.ts'
import { CollectionNameDialog } from './CollectionNameDialog.tsx'
import { MoveCollectionDialog } from './MoveCollectionDialog.tsx'
import { RemoveCollectionDialog } from './RemoveCollectionDialog.tsx'

/** What a person is doing to the tree. */
export type Doing =
  | { readonly kind: 'new'; readonly libraryId: Collection['libraryId']; readonly parent: Collection | null }
  | { readonly kind: 'rename' | 'move' | 'remove'; readonly collection: Collection }

type Props = {
  readonly doing: Doing
  readonly collections: readonly Collection[]
  readonly onClose: () => void
  readonly onRemoved: (collection: Collection) => void
}

/** The dialog of what is being done. */
export function CollectionDialogs({ doing, collections, onClose, onRemoved }: Props) {
  switch (doing.kind) {
    case 'new':
      return <CollectionNameDialog subject={doing} onClose={onClose} />
    case 'rename':
      return (
        <CollectionNameDialog subject={{ kind: 'rename', collection: doing.collection }} onClose={onClose} />
      )
    case 'move':
      return (
        <MoveCollectionDialog collection={doing.collection} collections={collections} onClose={onClose} />
      )
    case 'remove':
      return (
        <RemoveCollectionDialog
          collection={doing.collection}
          onClose={onClose}
          onRemoved={() => onRemoved(doing.collection)}
        />
      )
  }
}
