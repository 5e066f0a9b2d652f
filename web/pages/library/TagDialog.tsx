import { useRef } from 'react'
import type { PaperSummary } from '#features/papers/contract.ts'
import { TagEditor } from '#features/reading/web/TagEditor.tsx'
import { readingWords } from '#features/reading/web/words.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'

type Props = { readonly paper: PaperSummary; readonly onClose: () => void }

/** The tags of the current paper, by keyboard: write, Enter, Escape. */
export function TagDialog({ paper, onClose }: Props) {
  const words = useWords(readingWords)
  const { close } = useWords(uiWords)
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.tags}
      description={<span className="line-clamp-2">{paper.title}</span>}
      closeLabel={close}
      initialFocus={field}
      actions={
        <Button look="primary" onClick={onClose}>
          {words.collections.done}
        </Button>
      }
    >
      <TagEditor paper={paper} mayWrite field={field} />
    </Dialog>
  )
}
