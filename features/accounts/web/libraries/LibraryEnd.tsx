import { useState } from 'react'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { deleteLibrary, type LibrarySummary, leaveLibrary, restoreLibrary } from '../../contract.ts'
import { useLibraryCall } from './useLibraryCall.ts'
import { librariesWords } from './words.ts'

type Props = {
  readonly library: LibrarySummary
  readonly isOwner: boolean
  readonly onLeft: () => void
}

/** The ways out of a library: leaving it and, for its owners, taking it away. */
export function LibraryEnd({ library, isOwner, onLeft }: Props) {
  const words = useWords(librariesWords)
  const failureWords = useFailureWords()
  const [asked, setAsked] = useState<'leave' | 'delete' | null>(null)
  const [typedName, setTypedName] = useState('')
  const leaving = useLibraryCall(leaveLibrary)
  const deleting = useLibraryCall(deleteLibrary)
  const restoring = useLibraryCall(restoreLibrary)
  const params = { libraryId: library.id }
  const bringBack = () =>
    restoring.mutate(
      { params },
      {
        onSuccess: () => say({ title: words.back(library.name) }),
        onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
      },
    )
  const leave = async () => {
    await leaving.mutateAsync({ params })
    say({ title: words.left(library.name) })
    onLeft()
  }
  const remove = async () => {
    await deleting.mutateAsync({ params, query: { typedName: typedName.trim() } })
    say({
      title: words.deleted(library.name),
      action: { label: words.bringBack, isUndo: true, run: bringBack },
    })
    onLeft()
  }
  return (
    <div className="flex flex-wrap justify-between gap-2 border-t pt-4">
      <Button look="danger" size="sm" onClick={() => setAsked('leave')}>
        {words.leave}
      </Button>
      {isOwner ? (
        <Button look="danger" size="sm" onClick={() => setAsked('delete')}>
          {words.delete}
        </Button>
      ) : null}
      {asked === 'leave' ? (
        <ConfirmDialog
          title={words.leaveTitle}
          about={library.name}
          confirm={words.leave}
          onConfirm={leave}
          onClose={() => setAsked(null)}
        >
          <p>{words.leaveHelp}</p>
        </ConfirmDialog>
      ) : null}
      {asked === 'delete' ? (
        <ConfirmDialog
          title={words.deleteTitle}
          about={library.name}
          confirm={words.delete}
          ready={typedName.trim().normalize() === library.name.normalize()}
          onConfirm={remove}
          onClose={() => setAsked(null)}
        >
          <div className="flex flex-col gap-3">
            <p>{words.deleteHelp(library.name)}</p>
            <TextField
              label={words.typeName}
              autoComplete="off"
              maxLength={200}
              value={typedName}
              onValue={setTypedName}
            />
          </div>
        </ConfirmDialog>
      ) : null}
    </div>
  )
}
