import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { NoteSummary } from '../contract.ts'
import { NoteEditor } from './NoteEditor.tsx'
import { NoteRow } from './NoteRow.tsx'
import type { PaperLink } from './NoteView.tsx'
import { mentionsQuery, notesQuery } from './notes-queries.ts'
import { useNewNote } from './useNewNote.ts'
import { noteWords } from './words.ts'

type Props = {
  readonly paperId: string
  readonly mayShare: boolean
  /** The note that is open, by the address. */
  readonly noteId: string | undefined
  readonly onNote: (noteId: string | undefined) => void
  readonly paperLink: PaperLink
  /** The way to a note that stands elsewhere. */
  readonly noteLink: (note: NoteSummary, title: string) => ReactNode
  /** What an import brought along for the paper, and is no note yet. */
  readonly imported: string | undefined
}

/** The notes of a paper beside its reader, and the notes elsewhere that mention it. */
export function NotesPanel({ paperId, mayShare, noteId, onNote, paperLink, noteLink, imported }: Props) {
  const words = useWords(noteWords)
  const notes = useInfiniteQuery(notesQuery({ paperId }))
  const mentions = useQuery(mentionsQuery(paperId))
  const [madeId, setMadeId] = useState<string>()
  const making = useNewNote((made) => {
    setMadeId(made)
    onNote(made)
  })
  useActions([
    {
      id: 'notes.new',
      title: words.newNote,
      group: words.notes,
      keys: 'w',
      run: () => making.mutate({ paperId }),
    },
  ])
  if (noteId !== undefined) {
    return (
      <NoteEditor
        noteId={noteId}
        mayShare={mayShare}
        isNew={noteId === madeId}
        paperLink={paperLink}
        onClose={() => onNote(undefined)}
      />
    )
  }
  if (notes.isPending) return <Loading rows={4} />
  if (notes.data === undefined) {
    return (
      <div className="px-4">
        <ErrorState error={notes.error} onRetry={() => void notes.refetch()} small />
      </div>
    )
  }
  const items = notes.data.pages.flatMap((page) => page.items)
  const make = (
    <Button size="sm" look="primary" busy={making.isPending} onClick={() => making.mutate({ paperId })}>
      <Plus aria-hidden />
      {words.newNote}
    </Button>
  )
  return (
    <div className="flex flex-col pb-6">
      {items.length === 0 ? (
        <EmptyState title={words.none} actions={make}>
          {words.noneHelp}
        </EmptyState>
      ) : (
        <>
          <div className="flex items-center justify-between px-4 py-2">
            <h2 className="font-medium text-ink-faint text-xs">{words.notes}</h2>
            {make}
          </div>
          <ul className="divide-y border-y">
            {items.map((note) => (
              <NoteRow
                key={note.id}
                note={note}
                open={(title) => <Open title={title} onOpen={() => onNote(note.id)} />}
              />
            ))}
          </ul>
          {notes.hasNextPage ? (
            <Button
              size="sm"
              look="quiet"
              className="mx-4 mt-2 self-start"
              onClick={() => void notes.fetchNextPage()}
            >
              {words.more}
            </Button>
          ) : null}
        </>
      )}
      {imported === undefined || imported === '' ? null : (
        <section className="mt-6 px-4">
          <div className="mb-1 flex items-center justify-between">
            <h2 className="font-medium text-ink-faint text-xs">{words.imported}</h2>
            <Button
              size="sm"
              busy={making.isPending}
              onClick={() => making.mutate({ paperId, body: imported })}
            >
              {words.importedNote}
            </Button>
          </div>
          <p className="line-clamp-6 max-w-read text-ink-soft text-sm whitespace-pre-line">{imported}</p>
        </section>
      )}
      {(mentions.data?.items.length ?? 0) === 0 ? null : (
        <section className="mt-6">
          <h2 className="mb-1 px-4 font-medium text-ink-faint text-xs">{words.mentions}</h2>
          <ul className="divide-y border-y">
            {mentions.data?.items.map((note) => (
              <NoteRow
                key={note.id}
                note={note}
                place={note.paper === null ? undefined : words.ofPaper(note.paper.title)}
                open={(title) => noteLink(note, title)}
              />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** The title as a button whose target is the whole row. */
function Open({ title, onOpen }: { readonly title: string; readonly onOpen: () => void }) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="max-w-full truncate text-left before:absolute before:inset-0"
    >
      {title}
    </button>
  )
}
