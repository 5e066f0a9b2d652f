import { useRouter } from '@tanstack/react-router'
import type { PaperDetail } from '#features/papers/contract.ts'
import { useJudge } from '#features/reading/web/useJudge.ts'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { PaperTab } from './usePaperTabs.tsx'
import { paperPageWords } from './words.ts'

type Options = {
  readonly paper: PaperDetail
  readonly tabs: readonly PaperTab[]
  readonly onTab: (tab: string) => void
}

/** What the keyboard does on a paper. */
export function usePaperActions({ paper, tabs, onTab }: Options): void {
  const { actions, printAnalysis } = useWords(paperPageWords)
  const router = useRouter()
  // Back to the list as it was, words and filters included; a paper opened from outside has no list behind it.
  const back = () => (router.history.canGoBack() ? router.history.back() : void router.navigate({ to: '/' }))
  const judge = useJudge()
  const { group } = actions
  useActions([
    { id: 'paper.back', title: actions.back, group, keys: 'u', run: back },
    ...[0, 1, 2, 3, 4, 5].map((stars) => ({
      id: `paper.rate.${stars}`,
      title: actions.rate(stars),
      group,
      keys: String(stars),
      run: () => judge({ paperId: paper.id, ratingHalves: stars === 0 ? null : stars * 2 }),
    })),
    {
      id: 'paper.read',
      title: actions.markRead,
      group,
      keys: 'r',
      run: () => judge({ paperId: paper.id, status: 'read' }),
    },
    {
      id: 'paper.print',
      title: printAnalysis,
      group,
      run: () => void router.navigate({ to: '/papers/$paperId/print', params: { paperId: paper.id } }),
    },
    ...tabs.map(({ value, show, keys }) => ({
      id: `paper.${value}`,
      title: show,
      group,
      keys,
      run: () => onTab(value),
    })),
  ])
}
