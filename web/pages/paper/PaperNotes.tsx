import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { NotesPanel } from '#features/notes/web/NotesPanel.tsx'
import type { PaperDetail } from '#features/papers/contract.ts'
import { paperLink } from '../pair-links.tsx'
import { useMe } from '../useMe.ts'

/** The notes of a paper; which one is open stands in the address. */
export function PaperNotes({ paper }: { readonly paper: PaperDetail }) {
  const me = useMe()
  const { note } = useSearch({ from: '/frame/papers/$paperId' })
  const navigate = useNavigate({ from: '/papers/$paperId' })
  return (
    <NotesPanel
      paperId={paper.id}
      mayShare={me.libraries.some(({ id, membership }) => id === paper.libraryId && membership !== 'reader')}
      noteId={note}
      onNote={(next) =>
        void navigate({ search: (before) => ({ ...before, tab: 'notes', note: next }), replace: true })
      }
      paperLink={paperLink}
      noteLink={({ id, paper: place }, title) =>
        place === null ? (
          <Link to="/notes" search={{ note: id }} className="before:absolute before:inset-0">
            {title}
          </Link>
        ) : (
          <Link
            to="/papers/$paperId"
            params={{ paperId: place.id }}
            search={{ tab: 'notes', note: id }}
            className="before:absolute before:inset-0"
          >
            {title}
          </Link>
        )
      }
      imported={paper.csl.annote}
    />
  )
}
