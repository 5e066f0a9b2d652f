import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { FlagRow } from './parts/FlagRow.tsx'
import { flagsQuery } from './usage-queries.ts'
import { usageWords } from './words.ts'

/** What was unusual about somebody's use, for who looks after the house to decide about. */
export function ReviewPanel() {
  const words = useWords(usageWords)
  const flags = useQuery(flagsQuery)
  return (
    <Section title={words.review} description={words.reviewHelp}>
      {flags.isPending ? <Loading rows={2} /> : null}
      {flags.isError ? <ErrorState error={flags.error} onRetry={() => void flags.refetch()} small /> : null}
      {flags.data?.items.length === 0 ? <p className="text-ink-soft">{words.nothingUnusual}</p> : null}
      {flags.data !== undefined && flags.data.items.length > 0 ? (
        <ul aria-label={words.review} className="divide-y border-y">
          {flags.data.items.map((flag) => (
            <FlagRow key={flag.id} flag={flag} />
          ))}
        </ul>
      ) : null}
    </Section>
  )
}
