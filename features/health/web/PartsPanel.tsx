import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useNow } from '#web/lib/useNow.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { healthSentences, type PartHealth, sayFinding } from '../contract.ts'
import { FactLine } from './FactLine.tsx'
import { healthQuery } from './health-queries.ts'
import { StateDot } from './StateDot.tsx'
import { healthWords } from './words.ts'

const lookEveryMs = 10_000
const order = ['failing', 'degraded', 'ok', 'off'] as const

/** Every part of the house: what needs somebody first. */
export function PartsPanel() {
  const words = useWords(healthWords)
  const format = useFormat()
  const nowMs = useNow()
  const health = useQuery(healthQuery(lookEveryMs))
  const { data } = health
  const parts = (data?.parts ?? []).toSorted(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  )
  return (
    <Section
      title={words.parts}
      description={data && words.checkedAt(format.relative(data.checkedAt, nowMs))}
    >
      {health.isPending ? <Loading rows={10} /> : null}
      {health.isError ? <ErrorState error={health.error} onRetry={() => void health.refetch()} /> : null}
      {data ? (
        <table className="w-full text-sm">
          <thead className="text-ink-faint text-xs">
            <tr className="border-b text-left">
              <th className="py-1.5 font-medium">{words.part}</th>
              <th className="py-1.5 pl-3 font-medium">{words.state}</th>
              <th className="py-1.5 pl-3 font-medium max-md:hidden">{words.detail}</th>
              <th className="py-1.5 pl-3 text-right font-medium whitespace-nowrap">{words.since}</th>
              <th className="py-1.5 pl-3 text-right font-medium max-md:hidden">{words.took}</th>
            </tr>
          </thead>
          <tbody className="divide-y">
            {parts.map((part) => (
              <PartRow key={part.part} part={part} nowMs={nowMs} />
            ))}
          </tbody>
        </table>
      ) : null}
    </Section>
  )
}

function PartRow({ part, nowMs }: { readonly part: PartHealth; readonly nowMs: number }) {
  const words = useWords(healthWords)
  const format = useFormat()
  const { parts } = healthSentences[useStoredChoice(language)]
  const { state, since, latencyMs, isEssential } = part
  return (
    <tr className="align-top">
      <th scope="row" className="py-2 text-left font-normal wrap-break-word">
        {parts[part.part]}
        {isEssential ? <span className="block text-ink-faint text-xs">{words.essential}</span> : null}
        <span className="mt-1 block md:hidden">
          <PartDetail part={part} />
        </span>
      </th>
      <td className="py-2 pl-3">
        <StateDot state={state} />
      </td>
      <td className="py-2 pl-3 max-md:hidden">
        <PartDetail part={part} />
      </td>
      <td className="py-2 pl-3 text-right text-xs tabular-nums">
        {since === null ? null : (
          <time dateTime={since} title={format.dateTime(since)} className="whitespace-nowrap">
            {format.relative(since, nowMs)}
          </time>
        )}
      </td>
      <td className="py-2 pl-3 text-right text-xs tabular-nums whitespace-nowrap max-md:hidden">
        {latencyMs === null ? null : `${format.number(latencyMs)} ms`}
      </td>
    </tr>
  )
}

/** What was found and what to do about it; the figures beside it. */
function PartDetail({ part: { finding, facts, said } }: { readonly part: PartHealth }) {
  const spoken = useStoredChoice(language)
  const found = finding && sayFinding(spoken, { finding, facts })
  return (
    <>
      {found ? <span className="block">{found.says}</span> : null}
      {said === null ? null : (
        <code className="block text-ink-faint text-xs wrap-anywhere" lang="en">
          {said}
        </code>
      )}
      {found && found.todo !== '' ? <span className="block text-ink-soft text-xs">{found.todo}</span> : null}
      <FactLine facts={facts} />
    </>
  )
}
