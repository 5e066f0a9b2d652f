import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { type GameDayBreak, mendPart } from '../contract.ts'
import { BreakForm } from './BreakForm.tsx'
import { gameDayQuery } from './health-queries.ts'
import { healthWords } from './words.ts'

/** What may be broken on purpose in an installation for trying; nothing at all in every other one. */
export function GameDayPanel() {
  const words = useWords(healthWords).gameDay
  const { data } = useQuery(gameDayQuery)
  if (data === undefined || !data.isOn) return null
  return (
    <Section title={words.title} description={words.help}>
      <BreakForm parts={data.parts} targets={data.targets} />
      {data.breaks.length > 0 ? (
        <ul aria-label={words.title} className="mt-4 divide-y border-y">
          {data.breaks.map((each) => (
            <BreakRow key={each.id} one={each} />
          ))}
        </ul>
      ) : (
        <p className="mt-4 text-ink-soft">{words.none}</p>
      )}
    </Section>
  )
}

function BreakRow({ one }: { readonly one: GameDayBreak }) {
  const words = useWords(healthWords).gameDay
  const format = useFormat()
  const client = useQueryClient()
  const mending = useMutation({
    mutationFn: () => call(mendPart, { params: { gameDayBreakId: one.id } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['health'] }),
  })
  const { part, target, begunAt, endsAt, endedAt, isBroken, by } = one
  const lastedMs = Date.parse(endedAt ?? endsAt) - Date.parse(begunAt)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 py-1.5 text-sm">
      <span>{words.parts[part]}</span>
      {target === null ? null : <span className="text-ink-soft wrap-anywhere">{target}</span>}
      <StatusDot status={isBroken ? 'bad' : 'off'} label={isBroken ? words.broken : words.over} />
      <span className="ml-auto text-ink-faint text-xs tabular-nums">
        {words.lasting(format.dateTime(begunAt), format.durationMs(lastedMs))}
        {by === null ? null : ` · ${by}`}
      </span>
      {isBroken ? (
        <Button busy={mending.isPending} onClick={() => mending.mutate()}>
          {words.mend}
        </Button>
      ) : null}
      {mending.isError ? <ErrorState error={mending.error} small /> : null}
    </li>
  )
}
