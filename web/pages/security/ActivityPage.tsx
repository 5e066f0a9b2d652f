import { Link } from '@tanstack/react-router'
import { may } from '#contract/permissions.ts'
import { SecurityEvents } from '#features/watch/web/SecurityEvents.tsx'
import { SecuritySummary } from '#features/watch/web/SecuritySummary.tsx'
import { watchWords } from '#features/watch/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { useMe } from '../useMe.ts'
import { SecurityHeader } from './SecurityHeader.tsx'

/** What looked like an attack and what was done about it, for who looks after the house. */
export function ActivityPage() {
  const words = useWords(watchWords)
  const me = useMe()
  const linkTo = (name: string) =>
    may(me.role, 'people:manage') ? (
      <Link to="/security/people" search={{ q: name }} className="text-accent hover:underline">
        {name}
      </Link>
    ) : (
      name
    )
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <SecurityHeader description={words.help} />
        <SecurityEvents between={<SecuritySummary linkTo={linkTo} />} />
      </div>
    </div>
  )
}
