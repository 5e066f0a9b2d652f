import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { NoteDesk, type NoteDeskProps } from './NoteDesk.tsx'
import { noteQuery } from './notes-queries.ts'

type Props = Omit<NoteDeskProps, 'note'> & { readonly noteId: string }

/** One note, to be read and written. */
export function NoteEditor({ noteId, ...rest }: Props) {
  const note = useQuery(noteQuery(noteId))
  if (note.isPending) return <Loading rows={6} />
  if (note.data === undefined) {
    return (
      <div className="px-4">
        <ErrorState error={note.error} onRetry={() => void note.refetch()} small />
      </div>
    )
  }
  return <NoteDesk key={noteId} note={note.data} {...rest} />
}
