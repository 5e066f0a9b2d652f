import { AllowancesPanel } from '#features/usage/web/AllowancesPanel.tsx'
import { RequestsPanel } from '#features/usage/web/RequestsPanel.tsx'
import { UsagePanel } from '#features/usage/web/UsagePanel.tsx'
import { usageWords } from '#features/usage/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { UsageHeader } from './UsageHeader.tsx'

/** What the person has used, and what is left. */
export function UsagePage() {
  const words = useWords(usageWords)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <UsageHeader description={words.description} />
        <AllowancesPanel />
        <UsagePanel whose="own" />
        <RequestsPanel whose="own" />
      </div>
    </div>
  )
}
