import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { type Status, StatusDot } from '#web/ui/StatusDot.tsx'
import { say } from '#web/ui/toasts.ts'
import { type SourceState, switchSource, testSource } from '../contract.ts'
import { sourceWords } from './words.ts'

const statuses: Readonly<Record<SourceState['state'], Status>> = {
  ok: 'good',
  off: 'off',
  needs_key: 'off',
  needs_email: 'off',
  paused: 'care',
  failing: 'bad',
  never_asked: 'waiting',
}

export function SourceRow({ source }: { readonly source: SourceState }) {
  const words = useWords(sourceWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const facts = useFacts(source)
  const params = { source: source.source }
  const name = words.sourceNames[source.source]
  const onSettled = () => void client.invalidateQueries({ queryKey: ['sources'] })
  const onError = (error: Error) => say({ title: failureWords(error).title })
  const switching = useMutation({
    mutationFn: () => call(switchSource, { params, body: { enabled: source.offBy === 'administrator' } }),
    onSettled,
    onError,
  })
  const testing = useMutation({
    mutationFn: () => call(testSource, { params }),
    onSuccess: ({ outcome, tookMs }) =>
      say({
        title: outcome === 'answered' ? words.testAnswered(name, String(tookMs)) : words.testFailed(name),
      }),
    onSettled,
    onError,
  })
  const canAsk = ['ok', 'paused', 'failing', 'never_asked'].includes(source.state)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-row">
      <div className="min-w-0 flex-1 basis-56">
        <p className="flex flex-wrap items-baseline gap-x-2.5">
          <span className="font-medium">{name}</span>
          <StatusDot status={statuses[source.state]} label={words.states[source.state]} />
        </p>
        <p className="text-ink-faint text-xs break-words">{facts.join(' · ')}</p>
      </div>
      {canAsk ? (
        <Button
          size="sm"
          busy={testing.isPending}
          onClick={() => testing.mutate()}
          aria-label={`${words.test}: ${name}`}
        >
          {words.test}
        </Button>
      ) : null}
      {source.offBy === 'configuration' ? null : (
        <Button
          size="sm"
          look="quiet"
          busy={switching.isPending}
          onClick={() => switching.mutate()}
          aria-label={`${source.offBy === null ? words.switchOff : words.switchOn}: ${name}`}
        >
          {source.offBy === null ? words.switchOff : words.switchOn}
        </Button>
      )}
    </li>
  )
}

/** What there is to say of a source besides its state. */
function useFacts(source: SourceState): string[] {
  const words = useWords(sourceWords)
  const format = useFormat()
  const dollars = (microUsd: number) => `$${(microUsd / 1_000_000).toFixed(2)}`
  const { host, pausedUntil, pauseReason, budget, lastCallAt, lastFault } = source
  return [
    host ?? words.offByConfiguration,
    source.hasKey ? words.hasKey : null,
    pausedUntil === null || pauseReason === null
      ? null
      : words.pausedUntil(format.dateTime(pausedUntil), words.pauseReasons[pauseReason]),
    budget === null
      ? null
      : words.budget(dollars(budget.allowedMicroUsd - budget.spentMicroUsd), dollars(budget.allowedMicroUsd)),
    lastCallAt === null ? null : words.lastCall(format.dateTime(lastCallAt)),
    source.state === 'failing' ? lastFault : null,
  ].filter((fact) => fact !== null)
}
