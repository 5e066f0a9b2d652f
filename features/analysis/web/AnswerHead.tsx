import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import type { AnalysisAnswer, AnswerState } from '../contract.ts'
import { countClaims } from './claims.ts'
import { labelOf } from './reader-label.ts'
import { analysisWords } from './words.ts'

type Props = {
  readonly answer: AnalysisAnswer
  readonly busy: boolean
  /** Undefined for people who may not. */
  readonly control:
    | { readonly cancel: (jobId: string) => void; readonly retry: (jobId: string) => void }
    | undefined
}

const statusOf = {
  waiting: 'waiting',
  active: 'active',
  retrying: 'care',
  answered: 'good',
  failed: 'bad',
  cancelled: 'off',
} as const satisfies Record<AnswerState, string>

/** Who reads, how far they are, what it took, why it failed. */
export function AnswerHead({ answer, busy, control }: Props) {
  const words = useWords(analysisWords)
  const { jobId, state } = answer
  const isUnderWay = state === 'waiting' || state === 'active' || state === 'retrying'
  return (
    <header className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold text-sm">{labelOf(answer, words)}</h3>
        {answer.model === null ? null : <span className="text-ink-faint text-xs">{answer.model}</span>}
        {answer.extractive ? (
          <span title={words.extractiveHelp}>
            <Badge tone="accent">{words.extractive}</Badge>
          </span>
        ) : null}
        <span className="ml-auto flex items-center gap-2">
          <StatusDot status={statusOf[state]} label={words.states[state]} />
          {control !== undefined && jobId !== null && isUnderWay ? (
            <Button size="sm" look="quiet" busy={busy} onClick={() => control.cancel(jobId)}>
              {words.cancel}
            </Button>
          ) : null}
          {control !== undefined && jobId !== null && (state === 'failed' || state === 'cancelled') ? (
            <Button size="sm" busy={busy} onClick={() => control.retry(jobId)}>
              {words.retry}
            </Button>
          ) : null}
        </span>
      </div>
      {isUnderWay ? (
        <ProgressBar
          label={answer.stage === null ? words.states[state] : words.stages[answer.stage]}
          percent={state === 'active' && answer.progressPercent > 0 ? answer.progressPercent : null}
        />
      ) : null}
      {answer.extractive && state === 'answered' ? (
        <p className="text-ink-faint text-xs">{words.extractiveHelp}</p>
      ) : null}
      <AnswerFacts answer={answer} />
      <AnswerFault answer={answer} />
    </header>
  )
}

function AnswerFacts({ answer }: { readonly answer: AnalysisAnswer }) {
  const words = useWords(analysisWords)
  const format = useFormat()
  const { total, verified } = countClaims(answer)
  const { usage, costMicroUsd, durationMs, truncatedAtPage } = answer
  const facts = [
    total > 0 ? words.verifiedOf(verified, total) : undefined,
    durationMs === null ? undefined : words.took(format.durationMs(durationMs)),
    usage === null
      ? undefined
      : words.tokens(format.number(usage.inputTokens), format.number(usage.outputTokens)),
    costMicroUsd === null || costMicroUsd === 0 ? undefined : format.costMicroUsd(costMicroUsd),
  ].filter((fact) => fact !== undefined)
  return (
    <>
      {facts.length === 0 ? null : <p className="text-ink-faint text-xs">{facts.join(' · ')}</p>}
      {truncatedAtPage === null ? null : (
        <p className="text-care text-xs">{words.truncated(truncatedAtPage)}</p>
      )}
    </>
  )
}

function AnswerFault({ answer: { error, errorDetail, state } }: { readonly answer: AnalysisAnswer }) {
  const words = useWords(analysisWords)
  if (error === null || state === 'answered') return null
  return (
    <div className={state === 'failed' ? 'text-bad text-sm' : 'text-care text-sm'}>
      <p>{words.failures[error]}</p>
      {errorDetail === null ? null : (
        <details className="text-xs">
          <summary className="w-fit cursor-pointer text-ink-faint">{words.providerSaid}</summary>
          <p className="mt-0.5 border-hairline border-l-2 pl-2 font-mono text-ink-soft">{errorDetail}</p>
        </details>
      )}
    </div>
  )
}
