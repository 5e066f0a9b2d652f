import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { Section } from '#web/ui/Section.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { healthSentences } from '../contract.ts'
import { alertsQuery } from './health-queries.ts'
import { healthWords } from './words.ts'

/** Alerts that were raised, newest first: what is still so, and how long the others lasted. */
export function AlertsPanel() {
  const words = useWords(healthWords)
  const format = useFormat()
  const { metrics } = healthSentences[useStoredChoice(language)]
  const alerts = useInfiniteQuery(alertsQuery)
  const items = alerts.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={words.alerts} description={words.alertsHelp}>
      {alerts.isPending ? <Loading rows={2} /> : null}
      {alerts.isError ? (
        <ErrorState error={alerts.error} onRetry={() => void alerts.refetch()} small />
      ) : null}
      {alerts.data && items.length === 0 ? <p className="text-ink-soft">{words.noAlerts}</p> : null}
      {items.length > 0 ? (
        <ul aria-label={words.alerts} className="divide-y border-y">
          {items.map(({ id, metric, raisedAt, resolvedAt, peak }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 py-1.5 text-sm">
              <span>{metrics[metric]}</span>
              <span className="text-ink-soft text-xs">{words.peak(format.number(peak))}</span>
              {resolvedAt === null ? <StatusDot status="bad" label={words.stillSo} /> : null}
              <span className="ml-auto text-ink-faint text-xs tabular-nums">
                {resolvedAt === null
                  ? format.dateTime(raisedAt)
                  : words.lasted(format.dateTime(raisedAt), format.dateTime(resolvedAt))}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <MoreButton pages={alerts} label={words.more} />
    </Section>
  )
}
