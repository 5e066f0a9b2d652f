import { useQuery } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { type BreakerState, listBreakers, type ProviderBreaker } from '../../contract.ts'
import { analysisWords } from '../words.ts'
import { analysisSettingsWords } from './words.ts'

const statusOf = { closed: 'good', open: 'bad', half_open: 'care' } as const satisfies Record<
  BreakerState,
  string
>

/** Which models of which providers answer, and which are left alone; for those who look after the house. */
export function ReachPanel() {
  const words = useWords(analysisSettingsWords)
  const breakers = useQuery({
    queryKey: ['keys', 'breakers'],
    queryFn: ({ signal }) => call(listBreakers, {}, { signal }),
  })
  return (
    <Section title={words.reach} description={words.reachDescription}>
      {breakers.isPending ? <Loading rows={2} /> : null}
      {breakers.isError ? (
        <ErrorState error={breakers.error} onRetry={() => void breakers.refetch()} small />
      ) : null}
      {breakers.data?.items.length === 0 ? <p className="text-ink-soft">{words.reachNone}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {breakers.data?.items.map((breaker) => (
          <BreakerRow key={`${breaker.provider} ${breaker.host} ${breaker.model}`} breaker={breaker} />
        ))}
      </ul>
    </Section>
  )
}

function BreakerRow({ breaker }: { readonly breaker: ProviderBreaker }) {
  const words = useWords(analysisSettingsWords)
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2">
      <div className="w-28 leading-5">
        <StatusDot status={statusOf[breaker.state]} label={words.reachStates[breaker.state]} />
      </div>
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium wrap-break-word">
          {breaker.model} <span className="font-normal text-ink-soft">{breaker.host}</span>
        </p>
        <p className="text-ink-faint text-xs">{useBreakerFacts(breaker).join(' · ')}</p>
      </div>
    </li>
  )
}

function useBreakerFacts(breaker: ProviderBreaker): string[] {
  const words = useWords(analysisSettingsWords)
  const { failures } = useWords(analysisWords)
  const format = useFormat()
  const nowMs = useNow()
  const { state, since, failuresInARow, lastError, lastAnsweredAt, nextProbeAt } = breaker
  const isDue = nextProbeAt === null || Date.parse(nextProbeAt) <= nowMs
  return [
    ...(state === 'closed' ? [] : [words.downSince(format.dateTime(since))]),
    ...(failuresInARow === 0 ? [] : [words.failuresInARow(failuresInARow, format.number(failuresInARow))]),
    ...(failuresInARow === 0 || lastError === null ? [] : [failures[lastError]]),
    ...(state !== 'open'
      ? []
      : [isDue ? words.nextProbeDue : words.nextProbe(format.relative(nextProbeAt, nowMs))]),
    lastAnsweredAt === null
      ? words.neverAnswered
      : words.lastAnswered(format.relative(lastAnsweredAt, nowMs)),
  ]
}
