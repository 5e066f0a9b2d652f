import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import type { SaveState } from './useNoteDraft.ts'
import { noteWords } from './words.ts'

type Props = { readonly state: SaveState; readonly onRetry: () => void }

/** Whether what is written is safe; said aloud only when it is not. */
export function SaveMark({ state, onRetry }: Props) {
  const words = useWords(noteWords)
  if (state === 'conflict') return null
  if (state === 'failed') {
    return (
      <span role="alert" className="flex items-center gap-2 text-bad text-xs">
        {words.notSaved}
        <Button size="sm" onClick={onRetry}>
          {words.tryAgain}
        </Button>
      </span>
    )
  }
  return <span className="text-ink-faint text-xs">{words[state]}</span>
}
