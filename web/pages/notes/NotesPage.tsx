import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { NoteSummary } from '#features/notes/contract.ts'
import { NoteEditor } from '#features/notes/web/NoteEditor.tsx'
import { NoteRow } from '#features/notes/web/NoteRow.tsx'
import { notesQuery } from '#features/notes/web/notes-queries.ts'
import { useNewNote } from '#features/notes/web/useNewNote.ts'
import { noteWords } from '#features/notes/web/words.ts'
import { useActions } from '#web/lib/actions.ts'
import { useIsWide } from '#web/lib/useMedia.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Select } from '#web/ui/Select.tsx'
import { paperLink } from '../pair-links.tsx'
import { useMe } from '../useMe.ts'

const allLibraries = 'all'

/** Every note one sees, and the one that is open beside them; on a phone one after the other. */
export function NotesPage() {
  const words = useWords(noteWords)
  const me = useMe()
  const { note: noteId, library } = useSearch({ from: '/frame/notes' })
  const navigate = useNavigate({ from: '/notes' })
  const isWide = useIsWide()
  const [madeId, setMadeId] = useState<string>()
  const notes = useInfiniteQuery(notesQuery(library === undefined ? {} : { libraryId: library }))
  const show = (next: string | undefined) =>
    void navigate({ search: (before) => ({ ...before, note: next }), replace: isWide })
  const making = useNewNote((made) => {
    setMadeId(made)
    show(made)
  })
  const make = () => making.mutate(library === undefined ? {} : { libraryId: library })
  useTitle(words.notes)
  useActions([{ id: 'notes.new', title: words.newNote, group: words.notes, keys: 'w', run: make }])
  const items = notes.data?.pages.flatMap((page) => page.items) ?? []
  const open = items.find(({ id }) => id === noteId)
  const placeOf = (note: NoteSummary) => {
    if (note.paper !== null) return words.ofPaper(note.paper.title)
    return me.libraries.length < 2
      ? undefined
      : words.ofLibrary(me.libraries.find(({ id }) => id === note.libraryId)?.name ?? '')
  }
  const mayShare = me.libraries.some(
    ({ id, membership }) => id === open?.libraryId && membership !== 'reader',
  )
  const desk =
    noteId === undefined ? (
      <EmptyState title={words.choose}>{words.chooseHelp}</EmptyState>
    ) : (
      <>
        {open?.paper == null ? null : (
          <p className="truncate border-b px-4 py-1.5 text-ink-faint text-xs">
            <Link
              to="/papers/$paperId"
              params={{ paperId: open.paper.id }}
              search={{ tab: 'notes', note: open.id }}
              className="hover:text-accent hover:underline"
            >
              {words.openPaper}: {open.paper.title}
            </Link>
          </p>
        )}
        <div className="min-h-0 flex-1">
          <NoteEditor
            noteId={noteId}
            mayShare={mayShare}
            isNew={noteId === madeId}
            paperLink={paperLink}
            onClose={() => show(undefined)}
          />
        </div>
      </>
    )
  const list = (
    <>
      <div className="flex items-center gap-2 px-4 py-2">
        <h1 className="mr-auto font-semibold text-lg tracking-tight">{words.notes}</h1>
        {me.libraries.length < 2 ? null : (
          <Select
            label={words.library}
            labelHidden
            look="quiet"
            options={[
              { value: allLibraries, label: words.allLibraries },
              ...me.libraries.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={library ?? allLibraries}
            onValue={(id) =>
              void navigate({ search: { library: id === allLibraries ? undefined : id }, replace: true })
            }
            className="min-w-0"
          />
        )}
        <Button size="sm" look="primary" busy={making.isPending} onClick={make}>
          <Plus aria-hidden />
          {words.newNote}
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {notes.isPending ? <Loading rows={8} /> : null}
        {notes.isError ? <ErrorState error={notes.error} onRetry={() => void notes.refetch()} /> : null}
        {notes.isSuccess && items.length === 0 ? (
          <EmptyState title={words.none}>{words.noneAnywhere}</EmptyState>
        ) : null}
        <ul className="divide-y border-y empty:hidden">
          {items.map((note) => (
            <NoteRow
              key={note.id}
              note={note}
              place={placeOf(note)}
              open={(title) => (
                <button
                  type="button"
                  aria-current={note.id === noteId}
                  onClick={() => show(note.id)}
                  className="max-w-full truncate text-left before:absolute before:inset-0 aria-[current=true]:text-accent"
                >
                  {title}
                </button>
              )}
            />
          ))}
        </ul>
        {notes.hasNextPage ? (
          <Button size="sm" look="quiet" className="mx-4 my-2" onClick={() => void notes.fetchNextPage()}>
            {words.more}
          </Button>
        ) : null}
      </div>
    </>
  )
  if (!isWide)
    return (
      <div className="flex min-h-0 flex-1 flex-col">
        {noteId === undefined ? (
          list
        ) : (
          <>
            <h1 className="sr-only">{words.notes}</h1>
            {desk}
          </>
        )}
      </div>
    )
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex w-96 shrink-0 flex-col border-r bg-paper">{list}</div>
      <div className="flex min-w-0 flex-1 flex-col bg-sheet">{desk}</div>
    </div>
  )
}
