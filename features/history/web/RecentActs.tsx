import { useInfiniteQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { ActList } from './ActList.tsx'
import { ActRow } from './ActRow.tsx'
import { actsQuery } from './history-queries.ts'
import { historyWords } from './words.ts'

/** What the person did of late, in every library; each can be undone. */
export function RecentActs() {
  const words = useWords(historyWords)
  const acts = useInfiniteQuery(actsQuery)
  const items = acts.data?.pages.flatMap((page) => page.items)
  return (
    <ActList
      label={words.recent}
      none={{ title: words.noneRecent, help: words.noneRecentHelp }}
      pages={acts}
      rows={items?.map((act) => <ActRow key={act.id} act={act} />)}
    />
  )
}
