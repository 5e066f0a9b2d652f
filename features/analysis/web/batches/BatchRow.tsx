import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { type AnalysisBatch, answerFailure, type BatchState } from '../../contract.ts'
import { labelOf } from '../reader-label.ts'
import { analysisWords } from '../words.ts'
import { batchWords } from './words.ts'

/** What can be done about a batch that has not ended. */
export type BatchAct = 'pause' | 'resume' | 'cancel'

type Props = {
  readonly batch: AnalysisBatch
  readonly busy: boolean
  /** Undefined for people who may not. */
  readonly onAct: ((act: BatchAct) => void) | undefined
}

const statusOf = {
  running: 'active',
  paused: 'waiting',
  finished: 'good',
  failed: 'bad',
  cancelled: 'off',
} as const satisfies Record<BatchState, string>

/** One analysis of many papers: how far it is, what it cost, and what can be done about it. */
export function BatchRow({ batch, busy, onAct }: Props) {
  const words = useWords(batchWords)
  const readerWords = useWords(analysisWords)
  const format = useFormat()
  const facts = useBatchFacts(batch)
  const { state, answers, papers } = batch
  const title = words.papers(papers, format.number(papers))
  const of = answers.answered + answers.failed + answers.cancelled + answers.open + answers.toCome
  const settled = of - answers.open - answers.toCome
  const isOpen = state === 'running' || state === 'paused'
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 py-2">
      <div className="w-36 leading-5">
        <StatusDot status={statusOf[state]} label={words.states[state]} />
      </div>
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">
          {title}{' '}
          <span className="font-normal text-ink-soft">
            {format.list(batch.readers.map((reader) => labelOf(reader, readerWords)))}
          </span>
        </p>
        <p className="text-ink-faint text-xs">{facts.join(' · ')}</p>
        {batch.error === null ? null : (
          <p className="text-bad text-xs">
            {readerWords.failures[answerFailure.catch('unexpected').parse(batch.error)]}
          </p>
        )}
        {isOpen ? (
          <ProgressBar
            className="mt-1 max-w-80"
            label={words.progress(format.number(settled), format.number(of))}
            percent={of === 0 ? null : (settled / of) * 100}
          />
        ) : null}
      </div>
      {isOpen && onAct !== undefined ? (
        <div className="flex gap-1.5">
          <Button
            size="sm"
            busy={busy}
            onClick={() => onAct(state === 'paused' ? 'resume' : 'pause')}
            aria-label={`${state === 'paused' ? words.resume : words.pause}: ${title}`}
          >
            {state === 'paused' ? words.resume : words.pause}
          </Button>
          <Button
            size="sm"
            look="quiet"
            busy={busy}
            onClick={() => onAct('cancel')}
            aria-label={`${words.cancel}: ${title}`}
          >
            {words.cancel}
          </Button>
        </div>
      ) : null}
    </li>
  )
}

/** What a person wants to know of a batch: how many answers, what they cost, how long it will take. */
function useBatchFacts(batch: AnalysisBatch): string[] {
  const words = useWords(batchWords)
  const format = useFormat()
  const nowMs = useNow()
  const { answers, remaining, leftOut, state } = batch
  return [
    ...(batch.automatic ? [words.automatic] : []),
    words.asked(format.relative(batch.requestedAt, nowMs)),
    words.answered(answers.answered, format.number(answers.answered)),
    ...(answers.failed > 0 ? [words.failed(format.number(answers.failed))] : []),
    ...(leftOut > 0 ? [words.leftOut(leftOut, format.number(leftOut))] : []),
    ...(batch.costMicroUsd > 0 ? [format.costMicroUsd(batch.costMicroUsd)] : []),
    ...(remaining === null
      ? []
      : [words.remaining(format.durationMs(remaining.fastestMs), format.durationMs(remaining.slowestMs))]),
    ...(state === 'paused' ? [words.pausedTime] : []),
  ]
}
