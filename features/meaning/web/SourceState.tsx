import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { type MeaningState, meaningProblemWords } from '../contract.ts'
import { meaningWords } from './words.ts'

const statusOf = {
  off: 'off',
  building: 'active',
  ready: 'good',
  stopped: 'waiting',
  failing: 'bad',
} as const satisfies Record<MeaningState['state'], string>

/** Who makes vectors, of what, how far it is and what it came to. */
export function SourceState({ meaning }: { readonly meaning: MeaningState }) {
  const words = useWords(meaningWords)
  const problems = useWords(meaningProblemWords)
  const format = useFormat()
  const nowMs = useNow()
  const { source, state, problem, papers, passages, left, spent } = meaning
  if (source === null) return null
  const costOf = (cost: number | null) => (cost === null ? words.costUnknown : format.costMicroUsd(cost))
  const facts = [
    source.readsTexts ? words.withTexts : words.withoutTexts,
    words.passages(passages, format.number(passages)),
    words.size(format.sizeBytes(meaning.sizeBytes)),
    words.spent(format.number(spent.tokens), costOf(spent.costMicroUsd)),
    ...(left.papers === 0 ? [] : [words.left(format.number(left.tokens), costOf(left.costMicroUsd))]),
  ]
  const share = papers.all === 0 ? 100 : (papers.done / papers.all) * 100
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <StatusDot status={statusOf[state]} label={words.states[state]} />
        <p className="min-w-0 font-medium wrap-anywhere">
          {source.model} <span className="font-normal text-ink-soft">{source.label ?? words.forgotten}</span>
        </p>
      </div>
      <ProgressBar
        className="max-w-96"
        label={words.progress(format.number(papers.done), format.number(papers.all))}
        percent={share}
        tone={state === 'ready' ? 'good' : 'accent'}
      />
      <p className="text-ink-faint text-xs">{facts.join(' · ')}</p>
      {problem === null ? null : (
        <p className="text-bad text-sm">
          {words.problem(problems[problem.code], format.relative(problem.at, nowMs))}
        </p>
      )}
    </div>
  )
}
