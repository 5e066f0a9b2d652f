import { Link } from '@tanstack/react-router'
import { BookOpen } from 'lucide-react'
import type { PaperSummary } from '#features/papers/contract.ts'
import type { MeantRank } from '#features/search/contract.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { PaperCard } from './PaperCard.tsx'
import { libraryWords } from './words.ts'

type Props = {
  readonly paper: PaperSummary
  readonly question: string | undefined
  readonly rank: MeantRank | undefined
  readonly onClose: () => void
}

/** A closer look at the current paper without leaving the list. */
export function QuickLook({ paper, question, rank, onClose }: Props) {
  const words = useWords(libraryWords)
  const { close } = useWords(uiWords)
  return (
    <Dialog
      open
      wide
      onOpen={(open) => open || onClose()}
      title={words.quickLook}
      closeLabel={close}
      actions={
        <Link to="/papers/$paperId" params={{ paperId: paper.id }} className={buttonClasses('primary')}>
          <BookOpen aria-hidden />
          {words.open}
        </Link>
      }
    >
      <PaperCard paper={paper} question={question} rank={rank} />
    </Dialog>
  )
}
