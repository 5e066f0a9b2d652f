import { ArrowLeft } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Select } from '#web/ui/Select.tsx'
import { say } from '#web/ui/toasts.ts'
import type { Note } from '../contract.ts'
import { NoteConflict } from './NoteConflict.tsx'
import { NoteMenu } from './NoteMenu.tsx'
import { NoteText } from './NoteText.tsx'
import type { PaperLink } from './NoteView.tsx'
import { noteViewChoice, noteViews } from './note-view-choice.ts'
import { SaveMark } from './SaveMark.tsx'
import { useNoteDraft } from './useNoteDraft.ts'
import { noteWords } from './words.ts'

// The reader of Markdown is fetched by who looks at a note.
const NoteView = lazy(async () => ({ default: (await import('./NoteView.tsx')).NoteView }))

export type NoteDeskProps = {
  readonly note: Note
  /** Whether the person may let everybody in the library see it. */
  readonly mayShare: boolean
  /** Begins in the text. */
  readonly isNew: boolean
  readonly paperLink: PaperLink
  readonly onClose: () => void
}

/** The text of a note beside how it reads; what is written is saved by itself. */
export function NoteDesk({ note, mayShare, isNew, paperLink, onClose }: NoteDeskProps) {
  const words = useWords(noteWords)
  const failureWords = useFailureWords()
  const chosen = useStoredChoice(noteViewChoice)
  const draft = useNoteDraft(note)
  const view = note.mayEdit ? (isNew && chosen === 'read' ? 'write' : chosen) : 'read'
  const settle = (how: 'mine' | 'theirs' | 'both') =>
    draft.settle(how).then(
      () => how === 'both' && say({ title: words.keptBoth }),
      (error: unknown) => say({ ...failureWords(error), tone: 'bad' }),
    )
  return (
    <section aria-label={words.note} className="flex h-full min-h-96 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-1 gap-y-1 border-b px-2 py-1">
        <IconButton icon={<ArrowLeft aria-hidden />} label={words.back} onClick={onClose} />
        {note.mayEdit ? <SaveMark state={draft.state} onRetry={draft.saveNow} /> : null}
        <span className="ml-auto flex items-center gap-1">
          {note.mayEdit ? (
            <Select
              label={words.view}
              labelHidden
              look="quiet"
              options={noteViews.map((value) => ({ value, label: words.views[value] }))}
              value={view}
              onValue={noteViewChoice.set}
            />
          ) : null}
          <NoteMenu note={note} mayShare={mayShare} onRemoved={onClose} />
        </span>
      </div>
      {draft.theirs === undefined ? null : (
        <NoteConflict theirs={draft.theirs} onSettle={(how) => void settle(how)} />
      )}
      {note.mayEdit ? null : <p className="px-4 pt-3 text-ink-faint text-xs">{words.readOnly}</p>}
      <div className={classes('flex min-h-0 flex-1', view === 'both' && 'max-xl:flex-col')}>
        {view === 'read' ? null : <NoteText libraryId={note.libraryId} draft={draft} autoFocus={isNew} />}
        {view === 'write' ? null : (
          <div
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
            tabIndex={0}
            className={classes(
              'min-h-0 min-w-0 flex-1 overflow-y-auto px-4 py-3',
              view === 'both' && 'border-hairline max-xl:border-t xl:border-l',
            )}
          >
            <Suspense fallback={<Loading rows={4} />}>
              <NoteView body={draft.text} links={note.links} paperLink={paperLink} />
            </Suspense>
          </div>
        )}
      </div>
    </section>
  )
}
