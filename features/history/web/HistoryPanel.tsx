import { useInfiniteQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { ActList } from './ActList.tsx'
import { ActRow } from './ActRow.tsx'
import { historyQuery } from './history-queries.ts'
import { historyWords } from './words.ts'

/** What was done to a paper: by whom, when, what became what; each can be undone. */
export function HistoryPanel({ paperId }: { readonly paperId: string }) {
  const words = useWords(historyWords)
  const history = useInfiniteQuery(historyQuery(paperId))
  const entries = history.data?.pages.flatMap(({ items }) => items)
  return (
    <ActList
      label={words.title}
      none={{ title: words.none, help: words.noneHelp }}
      pages={history}
      rows={entries?.map(({ act, changes }) => <ActRow key={act.id} act={act} changes={changes} />)}
    />
  )
}
