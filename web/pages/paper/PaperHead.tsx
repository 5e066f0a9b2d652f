import { useNavigate } from '@tanstack/react-router'
import { CiteButton } from '#features/exports/web/CiteButton.tsx'
import type { PaperDetail } from '#features/papers/contract.ts'
import { PaperHeading } from '#features/papers/web/PaperHeading.tsx'
import { PaperCollections } from '#features/reading/web/collections/PaperCollections.tsx'
import { PaperRating } from '#features/reading/web/PaperRating.tsx'
import { StatusSelect } from '#features/reading/web/StatusSelect.tsx'
import { TagEditor } from '#features/reading/web/TagEditor.tsx'
import { useWords } from '#web/lib/words/useWords.ts'
import { KeepButton } from '../kept/KeepButton.tsx'
import { PaperLibrary } from '../PaperLibrary.tsx'
import { TransferButton } from '../TransferButton.tsx'
import { paperPageWords } from './words.ts'

type Props = {
  readonly paper: PaperDetail
  readonly mayWrite: boolean
  /** Only the title: on a phone the page needs the room. */
  readonly isFolded?: boolean
}

/** What the paper is, and one's own judgement of it. */
export function PaperHead({ paper, mayWrite, isFolded = false }: Props) {
  const { actions } = useWords(paperPageWords)
  const navigate = useNavigate()
  if (isFolded) {
    return (
      <h1 className="truncate px-4 pt-3 pb-1 font-medium font-serif text-base" data-untranslated>
        {paper.title}
      </h1>
    )
  }
  return (
    <div className="flex shrink-0 flex-col gap-3 px-4 pt-4 pb-3">
      <div>
        <PaperHeading paper={paper} level="h1" />
        <PaperLibrary libraryId={paper.libraryId} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <PaperRating paper={paper} size="md" />
        <StatusSelect paper={paper} />
        <CiteButton paperId={paper.id} mayWrite={mayWrite} group={actions.group} />
        <TransferButton paper={paper} group={actions.group} onMoved={() => void navigate({ to: '/' })} />
        <KeepButton paper={paper} group={actions.group} />
      </div>
      <TagEditor paper={paper} mayWrite={mayWrite} />
      <PaperCollections paper={paper} mayWrite={mayWrite} />
    </div>
  )
}
