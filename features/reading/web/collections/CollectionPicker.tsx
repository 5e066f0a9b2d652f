import { useQuery } from '@tanstack/react-query'
import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { Collection } from '../../contract.ts'
import { readingWords } from '../words.ts'
import { CollectionNameDialog } from './CollectionNameDialog.tsx'
import { treeRows } from './collection-tree.ts'
import { collectionsQuery, paperCollectionsQuery } from './collections-query.ts'
import { useFiling } from './useCollectionChange.ts'

type Props = {
  readonly paper: { readonly id: string; readonly title: string; readonly libraryId: Collection['libraryId'] }
  readonly onClose: () => void
}

/** Marks the collections a paper stands in; each mark counts at once. */
export function CollectionPicker({ paper, onClose }: Props) {
  const words = useWords(readingWords).collections
  const { close } = useWords(uiWords)
  const collections = useQuery(collectionsQuery)
  const own = useQuery(paperCollectionsQuery(paper.id))
  const filing = useFiling()
  const [isNaming, setIsNaming] = useState(false)
  const set = (collectionId: string, isIn: boolean) =>
    filing.mutate({
      params: { collectionId },
      body: isIn ? { add: [paper.id] } : { remove: [paper.id] },
    })
  const isIn = (id: string) => {
    if (filing.isPending && filing.variables.params.collectionId === id)
      return filing.variables.body.add !== undefined
    return own.data?.items.some((each) => each.id === id) === true
  }
  const rows = treeRows(collections.data?.items ?? [], { libraryId: paper.libraryId, isOpen: () => true })
  const failed = collections.error ?? own.error
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.pickTitle}
      description={<span className="line-clamp-2">{paper.title}</span>}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" className="mr-auto" onClick={() => setIsNaming(true)}>
            <FolderPlus aria-hidden />
            {words.newTitle}
          </Button>
          <Button look="primary" onClick={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      {collections.isPending || own.isPending ? <Loading rows={4} /> : null}
      {failed === null ? null : <ErrorState error={failed} small onRetry={() => void own.refetch()} />}
      {collections.isSuccess && rows.length === 0 ? <p className="text-ink-soft">{words.none}</p> : null}
      {own.isSuccess ? (
        <ul>
          {rows.map(({ collection, level }) => (
            <li key={collection.id} style={{ paddingLeft: `${level * 1.25}rem` }}>
              <Checkbox
                label={collection.name}
                checked={isIn(collection.id)}
                onChecked={(checked) => set(collection.id, checked)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {isNaming ? (
        <CollectionNameDialog
          subject={{ kind: 'new', libraryId: paper.libraryId, parent: null }}
          onClose={() => setIsNaming(false)}
          onSaved={(made) => set(made.id, true)}
        />
      ) : null}
    </Dialog>
  )
}
