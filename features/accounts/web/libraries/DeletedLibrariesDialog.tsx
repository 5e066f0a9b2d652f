import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { say } from '#web/ui/toasts.ts'
import { restoreLibrary } from '../../contract.ts'
import { librariesQuery } from './library-queries.ts'
import { useLibraryCall } from './useLibraryCall.ts'
import { librariesWords } from './words.ts'

/** What the person took away in the last thirty days, and the way back. */
export function DeletedLibrariesDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(librariesWords)
  const { close } = useWords(uiWords)
  const format = useFormat()
  const libraries = useQuery(librariesQuery)
  const restoring = useLibraryCall(restoreLibrary)
  const deleted = libraries.data?.deleted ?? []
  return (
    <Dialog open onOpen={(open) => open || onClose()} title={words.deletedTitle} closeLabel={close}>
      {libraries.isPending ? <Loading rows={2} /> : null}
      {libraries.isError ? (
        <ErrorState error={libraries.error} onRetry={() => void libraries.refetch()} small />
      ) : null}
      {libraries.data !== undefined && deleted.length === 0 ? (
        <p className="text-ink-soft">{words.noneDeleted}</p>
      ) : null}
      <ul className="divide-y border-y empty:hidden">
        {deleted.map(({ id, name, goneAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-3 py-2">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{name}</span>
              <span className="block text-ink-faint text-xs">{words.goneAt(format.date(goneAt))}</span>
            </span>
            <Button
              size="sm"
              busy={restoring.isPending}
              onClick={() =>
                restoring.mutate(
                  { params: { libraryId: id } },
                  { onSuccess: () => say({ title: words.back(name) }) },
                )
              }
            >
              {words.bringBack}
            </Button>
          </li>
        ))}
      </ul>
      {restoring.error === null ? null : <ErrorState error={restoring.error} small />}
    </Dialog>
  )
}
