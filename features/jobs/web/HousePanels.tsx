import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { say } from '#web/ui/toasts.ts'
import { type JobSchedule, runSchedule, settleRefusedEvent } from '../contract.ts'
import { kindWords, statusOfJob } from './job-words.ts'
import { refusedEventsQuery, schedulesQuery } from './jobs-query.ts'
import { jobWords } from './words.ts'

/** Asks for a change, says when it is refused, and has what is shown asked for anew. */
export function useChange<Input>(change: (input: Input) => Promise<unknown>) {
  const failureWords = useFailureWords()
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
}

/** What Seogo does by itself: when it did it last, and when it will next. */
export function SchedulesPanel() {
  const words = useWords(jobWords)
  const schedules = useQuery(schedulesQuery)
  const run = useChange((schedule: string) => call(runSchedule, { params: { schedule } }))
  return (
    <Section title={words.schedules} description={words.schedulesHelp}>
      {schedules.isPending ? <Loading rows={3} /> : null}
      {schedules.error ? (
        <ErrorState error={schedules.error} onRetry={() => void schedules.refetch()} small />
      ) : null}
      {schedules.data?.items.length === 0 ? <p className="text-ink-faint">{words.noSchedules}</p> : null}
      <ul className="divide-y">
        {schedules.data?.items.map((schedule) => (
          <ScheduleRow
            key={schedule.name}
            schedule={schedule}
            busy={run.isPending && run.variables === schedule.name}
            onRun={() => run.mutate(schedule.name)}
          />
        ))}
      </ul>
    </Section>
  )
}

type RowProps = { readonly schedule: JobSchedule; readonly busy: boolean; readonly onRun: () => void }

function ScheduleRow({ schedule, busy, onRun }: RowProps) {
  const words = useWords(jobWords)
  const format = useFormat()
  const nowMs = useNow()
  const { jobKind, cron, timeZone, everyMs, nextRunAt, lastRunAt, lastState } = schedule
  const name = kindWords(words, jobKind, schedule.name)
  return (
    <li className="flex items-start gap-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{name}</p>
        <p className="text-ink-faint text-xs">
          {cron === null ? words.every(format.durationMs(everyMs ?? 0)) : `${cron} (${timeZone ?? 'UTC'})`}
          {' · '}
          <time dateTime={nextRunAt} title={format.dateTime(nextRunAt)}>
            {words.nextRun(format.relative(nextRunAt, nowMs))}
          </time>
          {lastRunAt === null ? null : (
            <time dateTime={lastRunAt} title={format.dateTime(lastRunAt)}>
              {` · ${words.lastRun(format.relative(lastRunAt, nowMs))}`}
            </time>
          )}
        </p>
      </div>
      {lastState === null ? null : (
        <StatusDot status={statusOfJob[lastState]} label={words.states[lastState]} />
      )}
      <Button size="sm" busy={busy} onClick={onRun} aria-label={`${words.runNow}: ${name}`}>
        {words.runNow}
      </Button>
    </li>
  )
}

/** Events that a reaction did not understand; nothing is shown when there are none. */
export function RefusedEventsPanel() {
  const words = useWords(jobWords)
  const format = useFormat()
  const nowMs = useNow()
  const events = useQuery(refusedEventsQuery)
  const settle = useChange(({ id, action }: { id: number; action: 'tell_again' | 'forget' }) =>
    call(settleRefusedEvent, { params: { id }, body: { action } }),
  )
  if (events.data === undefined || events.data.items.length === 0) return null
  return (
    <Section title={words.refusedEvents} description={words.refusedEventsHelp}>
      <ul className="divide-y">
        {events.data.items.map(({ id, event, reaction, reason, happenedAt }) => (
          <li key={id} className="flex flex-wrap items-start gap-2 py-2.5">
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                {event} → {reaction}
              </p>
              <p className="text-ink-faint text-xs">{format.relative(happenedAt, nowMs)}</p>
              <p className="mt-1 max-h-24 overflow-y-auto break-words font-mono text-ink-soft text-xs">
                {reason}
              </p>
            </div>
            <Button size="sm" onClick={() => settle.mutate({ id, action: 'tell_again' })}>
              {words.tellAgain}
            </Button>
            <Button size="sm" look="quiet" onClick={() => settle.mutate({ id, action: 'forget' })}>
              {words.forget}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
