import { AlertsPanel } from '#features/health/web/AlertsPanel.tsx'
import { ChangesPanel } from '#features/health/web/ChangesPanel.tsx'
import { GameDayPanel } from '#features/health/web/GameDayPanel.tsx'
import { PartsPanel } from '#features/health/web/PartsPanel.tsx'
import { RulesPanel } from '#features/health/web/RulesPanel.tsx'
import { healthWords } from '#features/health/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { JobsHeader } from './JobsHeader.tsx'

/** How the house is, for who looks after it. */
export function HealthPage() {
  const words = useWords(healthWords)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page pb-16">
        <JobsHeader description={words.description} />
        <div className="px-4 md:px-5">
          <PartsPanel />
          <GameDayPanel />
          <AlertsPanel />
          <RulesPanel />
          <ChangesPanel />
        </div>
      </div>
    </div>
  )
}
