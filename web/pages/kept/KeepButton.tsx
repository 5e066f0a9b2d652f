import { Pin } from 'lucide-react'
import type { PaperDetail } from '#features/papers/contract.ts'
import { useActions } from '#web/lib/actions.ts'
import { canServeItself } from '#web/lib/device-worker.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { useKeeping } from './useKeeping.ts'
import { keptWords } from './words.ts'

type Props = {
  readonly paper: Pick<PaperDetail, 'id' | 'title'>
  /** The heading of its command. */
  readonly group: string
}

/** Keeps the paper in this browser, or lets it go from there. */
export function KeepButton({ paper, group }: Props) {
  const words = useWords(keptWords)
  const { isKept, isBusy, change } = useKeeping(paper)
  const label = isKept ? words.letGo : words.keep
  const isOffered = canServeItself()
  useActions(isOffered ? [{ id: 'paper.keep', title: label, group, run: change }] : [])
  if (!isOffered) return null
  return (
    <IconButton
      icon={<Pin aria-hidden className={isKept ? 'fill-current' : undefined} />}
      label={label}
      aria-pressed={isKept}
      aria-busy={isBusy || undefined}
      disabled={isBusy}
      onClick={change}
    />
  )
}
