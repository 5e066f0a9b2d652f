import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { AccountTable } from './parts/AccountTable.tsx'
import { NetworkTable } from './parts/NetworkTable.tsx'
import { RuleTable } from './parts/RuleTable.tsx'
import { Timeline } from './parts/Timeline.tsx'
import { summaryQuery } from './watch-queries.ts'
import { watchWords } from './words.ts'

type Props = {
  /** Wraps a person's name into the way to what may be done about their account, where the asking person may. */
  readonly linkTo: (name: string) => ReactNode
}

/** What the events of the last days come to: when and how grave, from which networks, about whom, and by which rules. */
export function SecuritySummary({ linkTo }: Props) {
  const words = useWords(watchWords)
  const summary = useQuery(summaryQuery)
  if (summary.isPending) return <Loading rows={6} />
  if (summary.data === undefined)
    return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
  const { days, networks, accounts, rules, points, isOn } = summary.data
  return (
    <>
      {isOn ? null : (
        <p role="status" className="mb-4 rounded-md bg-care-tint px-3 py-2 text-care text-sm">
          {words.watchOff}
        </p>
      )}
      <Section title={words.timeline} description={words.timelineHelp}>
        <Timeline days={days} />
      </Section>
      <Section title={words.networks} description={words.networksHelp}>
        {networks.length === 0 ? (
          <p className="text-ink-soft text-sm">{words.noNetworks}</p>
        ) : (
          <NetworkTable networks={networks} />
        )}
      </Section>
      <Section title={words.accounts} description={words.accountsHelp}>
        {accounts.length === 0 ? (
          <p className="text-ink-soft text-sm">{words.noAccounts}</p>
        ) : (
          <AccountTable accounts={accounts} linkTo={linkTo} />
        )}
      </Section>
      <Section title={words.rules} description={words.rulesHelp(points)}>
        <RuleTable rules={rules} />
      </Section>
    </>
  )
}
