import { Lock, Users } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { NoteSummary } from '../contract.ts'
import { noteWords } from './words.ts'

type Props = {
  readonly note: NoteSummary
  /** Where it stands, when that is not known from the list: its paper, its library. */
  readonly place?: string | undefined
  /** Makes the title open the note. */
  readonly open: (title: string) => ReactNode
}

/** A note in a list: its first words, whose it is, and when it changed. */
export function NoteRow({ note, place, open }: Props) {
  const words = useWords(noteWords)
  const format = useFormat()
  const nowMs = useNow()
  const by = note.authorName === null ? words.bySomebody : words.by(note.authorName)
  const facts = [place, note.isMine ? undefined : by, words.changed(format.relative(note.updatedAt, nowMs))]
  const Mark = note.visibility === 'personal' ? Lock : Users
  return (
    <li className="relative flex gap-3 px-4 py-2.5 hover:bg-wash">
      <Mark className="mt-0.5 size-4 shrink-0 text-ink-faint" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{open(note.title === '' ? words.untitled : note.title)}</p>
        {note.excerpt === '' ? null : (
          <p className="line-clamp-2 text-ink-soft text-sm" data-untranslated>
            {note.excerpt}
          </p>
        )}
        <p className="text-ink-faint text-xs">
          <span className="sr-only">{words.visibilities[note.visibility]} · </span>
          {facts.filter((fact) => fact !== undefined).join(' · ')}
        </p>
      </div>
    </li>
  )
}
