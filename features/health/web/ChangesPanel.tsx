import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { Section } from '#web/ui/Section.tsx'
import { healthSentences, sayFinding } from '../contract.ts'
import { changesQuery } from './health-queries.ts'
import { StateDot } from './StateDot.tsx'
import { healthWords } from './words.ts'

/** When parts changed their state, newest first. */
export function ChangesPanel() {
  const words = useWords(healthWords)
  const format = useFormat()
  const spoken = useStoredChoice(language)
  const changes = useInfiniteQuery(changesQuery)
  const items = changes.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={words.changes} description={words.changesHelp}>
      {changes.isPending ? <Loading rows={4} /> : null}
      {changes.isError ? (
        <ErrorState error={changes.error} onRetry={() => void changes.refetch()} small />
      ) : null}
      {changes.data && items.length === 0 ? <p className="text-ink-soft">{words.noChanges}</p> : null}
      {items.length > 0 ? (
        <ul aria-label={words.changes} className="divide-y border-y">
          {items.map(({ id, at, part, state, finding, facts }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5 text-sm">
              <time dateTime={at} className="w-40 shrink-0 text-ink-faint text-xs tabular-nums">
                {format.dateTime(at)}
              </time>
              <span>{healthSentences[spoken].parts[part]}</span>
              <StateDot state={state} />
              {finding === null ? null : (
                <span className="text-ink-soft text-xs">{sayFinding(spoken, { finding, facts }).says}</span>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      <MoreButton pages={changes} label={words.more} />
    </Section>
  )
}
