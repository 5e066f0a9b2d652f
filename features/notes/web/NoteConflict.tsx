import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import type { Note } from '../contract.ts'
import type { NoteDraft } from './useNoteDraft.ts'
import { noteWords } from './words.ts'

type Props = { readonly theirs: Note; readonly onSettle: (how: Parameters<NoteDraft['settle']>[0]) => void }

/** Two people, or one on two machines, wrote the same note: both texts, and what becomes of them. */
export function NoteConflict({ theirs, onSettle }: Props) {
  const words = useWords(noteWords)
  return (
    <div
      role="alert"
      className="flex shrink-0 flex-col gap-2 border-care border-l-2 bg-care-tint px-4 py-3 text-sm"
    >
      <p className="font-medium">{words.conflict}</p>
      <p className="text-ink-soft text-xs">{words.conflictHelp}</p>
      <pre className="max-h-32 overflow-y-auto rounded-md border bg-sheet px-2 py-1.5 font-mono text-xs whitespace-pre-wrap">
        {theirs.body}
      </pre>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" look="primary" onClick={() => onSettle('both')}>
          {words.keepBoth}
        </Button>
        <Button size="sm" onClick={() => onSettle('mine')}>
          {words.keepMine}
        </Button>
        <Button size="sm" onClick={() => onSettle('theirs')}>
          {words.takeTheirs}
        </Button>
      </div>
    </div>
  )
}
