import { Link, useParams } from '@tanstack/react-router'
import { ChevronLeft } from 'lucide-react'
import { may } from '#contract/permissions.ts'
import { JobTimelinePanel } from '#features/jobs/web/JobTimelinePanel.tsx'
import { jobWords } from '#features/jobs/web/words.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { SubjectLink } from '../../shell/SubjectLink.tsx'
import { useMe } from '../useMe.ts'

/** One job with its attempts. */
export function JobPage() {
  const words = useWords(jobWords)
  useTitle(words.timeline)
  const { jobId } = useParams({ from: '/frame/jobs/$jobId' })
  const me = useMe()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page pb-16">
        <header className="px-4 pt-6 pb-3 md:px-5">
          <Link
            to="/jobs"
            search={{}}
            className="flex w-fit items-center gap-1 text-ink-soft text-sm hover:text-ink"
          >
            <ChevronLeft className="size-4" aria-hidden />
            {words.back}
          </Link>
          <h1 className="mt-1 font-semibold text-xl tracking-tight">{words.timeline}</h1>
        </header>
        <JobTimelinePanel
          jobId={jobId}
          mayControl={may(me.role, 'jobs:control')}
          subjectLink={(subject, children) => (
            <SubjectLink
              subject={subject}
              className="inline-block max-w-full truncate align-bottom leading-6 hover:text-accent hover:underline"
            >
              {children}
            </SubjectLink>
          )}
          jobLink={(id, children) => (
            <Link to="/jobs/$jobId" params={{ jobId: id }} className="hover:text-accent hover:underline">
              {children}
            </Link>
          )}
        />
      </div>
    </div>
  )
}
