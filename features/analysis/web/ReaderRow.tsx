import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { classes } from '#web/ui/classes.ts'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import type { AnalysisAnswer, AnswerState } from '../contract.ts'
import { labelOf } from './reader-label.ts'
import { analysisWords } from './words.ts'

type Props = {
  readonly answer: AnalysisAnswer
  /** Its findings are the ones on screen. */
  readonly isShown: boolean
  readonly onShow: () => void
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

/** One reader: who it is and how far; pressed, it shows what it found. */
export function ReaderRow({ answer, isShown, onShow, busy, control }: Props) {
  const words = useWords(analysisWords)
  const { jobId, state } = answer
  const isUnderWay = state === 'waiting' || state === 'active' || state === 'retrying'
  const line = (
    <>
      <span className={classes('shrink-0 text-sm', isShown ? 'font-semibold' : 'font-medium')}>
        {labelOf(answer, words)}
      </span>
      <span className="min-w-0 truncate text-ink-faint text-xs">{answer.model}</span>
      {answer.stale.length > 0 ? <Badge tone="care">{words.stale}</Badge> : null}
      {answer.extractive ? <Badge>{words.extractive}</Badge> : null}
      <span className="ml-auto shrink-0">
        <StatusDot status={statusOf[state]} label={words.states[state]} />
      </span>
    </>
  )
  const lineClasses = 'flex min-h-9 min-w-0 flex-1 items-center gap-2 rounded-md px-2.5 text-left'
  return (
    <li>
      <div className="flex items-center gap-1.5">
        {answer.findings === null ? (
          <div className={lineClasses}>{line}</div>
        ) : (
          <button
            type="button"
            aria-pressed={isShown}
            onClick={onShow}
            className={classes(lineClasses, 'pointer-coarse:min-h-11', isShown ? 'bg-tint' : 'hover:bg-wash')}
          >
            {line}
          </button>
        )}
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
      </div>
      {state === 'active' ? (
        <ProgressBar
          className="px-2.5 pb-2"
          label={answer.stage === null ? words.states[state] : words.stages[answer.stage]}
          percent={answer.progressPercent > 0 ? answer.progressPercent : null}
        />
      ) : null}
      <Fault answer={answer} />
    </li>
  )
}

/** Why it failed, or why it has to try again. */
function Fault({
  answer: { error, errorDetail, state, usage, costMicroUsd },
}: {
  readonly answer: AnalysisAnswer
}) {
  const words = useWords(analysisWords)
  const format = useFormat()
  if (error === null || state === 'answered') return null
  return (
    <div className={classes('px-2.5 pb-2 text-xs', state === 'failed' ? 'text-bad' : 'text-care')}>
      <p>{words.failures[error]}</p>
      {usage === null ? null : (
        <p>
          {words.billedAnyway(format.number(usage.inputTokens), format.number(usage.outputTokens))}
          {costMicroUsd === null ? null : ` ${format.costMicroUsd(costMicroUsd)}`}
        </p>
      )}
      {errorDetail === null ? null : (
        <details>
          <summary className="w-fit cursor-pointer rounded-sm text-ink-faint">{words.providerSaid}</summary>
          <p className="mt-0.5 border-hairline border-l-2 pl-2 font-mono text-ink-soft">{errorDetail}</p>
        </details>
      )}
    </div>
  )
}
