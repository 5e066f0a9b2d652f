import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Folder } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { say } from '#web/ui/toasts.ts'
import { type Collection, fileInCollection } from '../../contract.ts'
import { readingWords } from '../words.ts'
import { pathOf } from './collection-tree.ts'
import { collectionsQuery } from './collections-query.ts'

/** Papers that one request files. */
const filedAtOnce = 1_000

type Props = {
  readonly paperIds: readonly string[]
  /** How many papers it is, in words. */
  readonly count: string
  readonly onClose: () => void
}

/** Files many papers in one collection. */
export function FileManyDialog({ paperIds, count, onClose }: Props) {
  const words = useWords(readingWords).collections
  const { close } = useWords(uiWords)
  const client = useQueryClient()
  const collections = useQuery(collectionsQuery)
  const filing = useMutation({
    mutationFn: async ({ id }: Collection) => {
      for (let from = 0; from < paperIds.length; from += filedAtOnce) {
        const add = paperIds.slice(from, from + filedAtOnce)
        await call(fileInCollection, { params: { collectionId: id }, body: { add } })
      }
    },
    onSuccess: (_done, { name }) => {
      say({ title: words.filedMany(count, name) })
      onClose()
    },
    onSettled: () =>
      Promise.all([['collections'], ['papers']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  const items = collections.data?.items ?? []
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.addTo}
      description={count}
      closeLabel={close}
    >
      {collections.isPending ? <Loading rows={4} /> : null}
      {collections.error === null ? null : (
        <ErrorState error={collections.error} small onRetry={() => void collections.refetch()} />
      )}
      {collections.isSuccess && items.length === 0 ? <p className="text-ink-soft">{words.none}</p> : null}
      <ul>
        {items.map((collection) => (
          <li key={collection.id}>
            <button
              type="button"
              disabled={filing.isPending}
              onClick={() => filing.mutate(collection)}
              className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-wash pointer-coarse:min-h-11"
            >
              <Folder className="size-4 shrink-0 text-ink-faint" aria-hidden />
              <span className="min-w-0">{pathOf(items, collection)}</span>
            </button>
          </li>
        ))}
      </ul>
      {filing.error === null ? null : <ErrorState error={filing.error} small />}
    </Dialog>
  )
}
