import { BackupsPanel } from '#features/backup/web/BackupsPanel.tsx'
import { backupWords } from '#features/backup/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { JobsHeader } from './JobsHeader.tsx'

/** Backups, for who looks after the house. */
export function BackupsPage() {
  const words = useWords(backupWords)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page pb-16">
        <JobsHeader description={words.description} />
        <div className="px-4 md:px-5">
          <BackupsPanel />
        </div>
      </div>
    </div>
  )
}
