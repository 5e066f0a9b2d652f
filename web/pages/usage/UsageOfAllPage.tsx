import { useQuery } from '@tanstack/react-query'
import { peopleQuery } from '#features/accounts/web/people-query.ts'
import { LimitsPanel } from '#features/usage/web/LimitsPanel.tsx'
import { RequestsPanel } from '#features/usage/web/RequestsPanel.tsx'
import { ReviewPanel } from '#features/usage/web/ReviewPanel.tsx'
import { UsagePanel } from '#features/usage/web/UsagePanel.tsx'
import { usageWords } from '#features/usage/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { UsageHeader } from './UsageHeader.tsx'

/** What everybody has used, and what may be spent, for who looks after the house. */
export function UsageOfAllPage() {
  const words = useWords(usageWords)
  const people = useQuery(peopleQuery)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <UsageHeader description={words.descriptionOfAll} />
        <ReviewPanel />
        <LimitsPanel people={people.data?.items ?? []} />
        <UsagePanel whose="everybody" people={people.data?.items ?? []} />
        <RequestsPanel whose="everybody" />
      </div>
    </div>
  )
}
