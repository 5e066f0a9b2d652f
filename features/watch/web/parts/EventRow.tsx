import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { releaseEvent, type SecurityEvent } from '../../contract.ts'
import { watchWords } from '../words.ts'

type Props = {
  readonly event: SecurityEvent
  /** Whether what was done can be lifted here. */
  readonly canRelease: boolean
}

/** One event: whom it is about, what was done, and each reason in words. */
export function EventRow({ event, canRelease }: Props) {
  const words = useWords(watchWords)
  const format = useFormat()
  const nowMs = useNow()
  const { at, about, person, network, reasons, score, answer, until, isActive } = event
  const whom = network ?? person?.name ?? (about === 'account' ? words.nobodysAddress : words.somebody)
  const end = until === null ? [] : [isActive ? words.until(format.dateTime(until)) : words.over]
  return (
    <li className="flex flex-col gap-1.5 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <p className="min-w-0 flex-1 break-words text-sm">
          <span className="font-medium">{words.answers[answer](whom)}</span>
          <span className="text-ink-soft">{[...end, words.points(score)].map((part) => ` · ${part}`)}</span>
        </p>
        <time
          dateTime={at}
          title={format.dateTime(at)}
          className="shrink-0 text-ink-faint text-xs tabular-nums"
        >
          {format.relative(at, nowMs)}
        </time>
      </div>
      <ul className="flex flex-col gap-0.5 text-ink-soft text-xs">
        {reasons.map(({ kind, count, threshold }) => (
          <li key={kind} className="break-words">
            {words.reasons[kind](format.number(count), format.number(threshold))}
          </li>
        ))}
      </ul>
      {canRelease && isActive ? <Release event={event} whom={whom} /> : null}
    </li>
  )
}

type ReleaseProps = {
  readonly event: SecurityEvent
  readonly whom: string
}

function Release({ event: { id, answer }, whom }: ReleaseProps) {
  const words = useWords(watchWords)
  const client = useQueryClient()
  const releasing = useMutation({
    mutationFn: () => call(releaseEvent, { params: { securityEventId: id } }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['watch'] }),
        client.invalidateQueries({ queryKey: ['account', 'people'] }),
      ]),
  })
  const label = answer === 'slowed' || answer === 'challenged' ? words.letGo : words.unlock
  return (
    <div className="flex flex-col items-start gap-2">
      <Button
        size="sm"
        busy={releasing.isPending}
        onClick={() => releasing.mutate()}
        aria-label={`${label}: ${whom}`}
      >
        {label}
      </Button>
      {releasing.error === null ? null : <ErrorState error={releasing.error} small />}
    </div>
  )
}
