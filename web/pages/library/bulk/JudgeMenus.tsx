import { BookOpenCheck, Star } from 'lucide-react'
import { readingStatus } from '#features/papers/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Menu } from '#web/ui/Menu.tsx'
import { libraryWords } from '../words.ts'
import type { JudgeChange } from './useAct.ts'

type Props = {
  readonly isBusy: boolean
  readonly onJudge: (change: JudgeChange) => void
}

/** Rates what is chosen, or sets its reading status. */
export function JudgeMenus({ isBusy, onJudge }: Props) {
  const words = useWords(libraryWords)
  return (
    <>
      <Menu
        side="top"
        trigger={
          <Button size="sm" disabled={isBusy}>
            <Star aria-hidden />
            {words.bulk.rate}
          </Button>
        }
        entries={[5, 4, 3, 2, 1, 0].map((stars) => ({
          label: words.actions.rate(stars),
          keys: String(stars),
          onPick: () => onJudge({ ratingHalves: stars === 0 ? null : stars * 2 }),
        }))}
      />
      <Menu
        side="top"
        trigger={
          <Button size="sm" disabled={isBusy}>
            <BookOpenCheck aria-hidden />
            {words.bulk.status}
          </Button>
        }
        entries={readingStatus.options.map((status) => ({
          label: words.statusNames[status],
          onPick: () => onJudge({ status }),
        }))}
      />
    </>
  )
}
