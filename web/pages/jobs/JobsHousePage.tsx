import { FailedClassesPanel } from '#features/jobs/web/FailedClassesPanel.tsx'
import { RefusedEventsPanel, SchedulesPanel } from '#features/jobs/web/HousePanels.tsx'
import { QueuesPanel } from '#features/jobs/web/QueuesPanel.tsx'
import { jobWords } from '#features/jobs/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { JobsHeader } from './JobsHeader.tsx'

/** Queues and schedules, for who looks after the house. */
export function JobsHousePage() {
  const words = useWords(jobWords)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page pb-16">
        <JobsHeader description={words.houseDescription} />
        <div className="px-4 md:px-5">
          <FailedClassesPanel />
          <QueuesPanel />
          <SchedulesPanel />
          <RefusedEventsPanel />
        </div>
      </div>
    </div>
  )
}
