import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { type JobQueue, setQueue } from '../contract.ts'
import { useChange } from './HousePanels.tsx'
import { queuesQuery } from './jobs-query.ts'
import { useErrorWords } from './useErrorWords.ts'
import { jobWords } from './words.ts'

/** What waits and runs in each queue; pause, go on, limit. */
export function QueuesPanel() {
  const words = useWords(jobWords)
  const errorWords = useErrorWords()
  const format = useFormat()
  const nowMs = useNow()
  const queues = useQuery(queuesQuery)
  return (
    <Section title={words.queues} description={words.queuesHelp}>
      {queues.isPending ? <Loading rows={3} /> : null}
      {queues.error ? <ErrorState error={queues.error} onRetry={() => void queues.refetch()} small /> : null}
      {queues.data === undefined ? null : queues.data.workers === 0 ? (
        <p className="mb-2 text-bad text-sm">{words.noWorkers}</p>
      ) : (
        <p className="mb-2 text-ink-soft text-sm">{words.workers(queues.data.workers)}</p>
      )}
      <ul className="divide-y">
        {queues.data?.items.map((queue) => (
          <QueueRow key={queue.name} queue={queue} />
        ))}
      </ul>
      {queues.data?.lanes.map(({ lane, pausedUntil, errorCode, waiting }) => (
        <p key={lane} className="mt-2 text-care text-xs">
          {words.laneRests(lane, format.relative(pausedUntil, nowMs), waiting)} · {errorWords(errorCode)}
        </p>
      ))}
    </Section>
  )
}

function QueueRow({ queue }: { readonly queue: JobQueue }) {
  const words = useWords(jobWords)
  const format = useFormat()
  const change = useChange(
    (body: { paused?: boolean; mostRunning?: number | null; mostPerMinute?: number | null }) =>
      call(setQueue, { params: { queue: queue.name }, body }),
  )
  const name = words.queueNames[queue.name as keyof typeof words.queueNames] ?? queue.name
  return (
    <li className="py-3">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="font-medium">{name}</p>
          <p className="text-ink-faint text-xs">
            {words.queueCounts(
              format.number(queue.active),
              format.number(queue.waiting),
              format.number(queue.delayed),
            )}
            {queue.waiting > 0 ? ` · ${words.oldest(format.durationMs(queue.oldestWaitingMs))}` : null}
            {` · ${words.inHour(format.number(queue.endedInHour), format.number(queue.failedInHour))}`}
          </p>
        </div>
        <StatusDot
          status={queue.paused ? 'care' : 'good'}
          label={queue.paused ? words.queuePaused : words.queueRuns}
        />
        <Button
          size="sm"
          busy={change.isPending}
          onClick={() => change.mutate({ paused: !queue.paused })}
          aria-label={`${queue.paused ? words.resume : words.pause}: ${name}`}
        >
          {queue.paused ? words.resume : words.pause}
        </Button>
      </div>
      <div className="mt-2 flex flex-wrap gap-3">
        <LimitField
          label={words.mostRunning}
          value={queue.mostRunning}
          onValue={(mostRunning) => change.mutate({ mostRunning })}
        />
        <LimitField
          label={words.mostPerMinute}
          value={queue.mostPerMinute}
          onValue={(mostPerMinute) => change.mutate({ mostPerMinute })}
        />
      </div>
    </li>
  )
}

type LimitProps = {
  readonly label: string
  readonly value: number | null
  readonly onValue: (value: number | null) => void
}

/** A number, or empty for no limit; taken when the field is left. */
function LimitField({ label, value, onValue }: LimitProps) {
  const words = useWords(jobWords)
  const [text, setText] = useState<string | undefined>(undefined)
  const shown = text ?? (value === null ? '' : String(value))
  const wanted = shown.trim() === '' ? null : Number(shown)
  const isNumber = wanted === null || (Number.isInteger(wanted) && wanted > 0 && wanted <= 10_000)
  return (
    <TextField
      label={label}
      className="w-36"
      inputMode="numeric"
      placeholder={words.unlimited}
      value={shown}
      error={isNumber ? undefined : words.limitHelp}
      onValue={setText}
      onBlur={() => {
        if (text === undefined || !isNumber) return
        setText(undefined)
        if (wanted !== value) onValue(wanted)
      }}
    />
  )
}
