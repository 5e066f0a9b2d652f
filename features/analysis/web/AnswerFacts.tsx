import { Fragment } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import type { AnalysisAnswer } from '../contract.ts'
import { countClaims } from './claims.ts'
import { analysisWords } from './words.ts'

/** What an answer is worth and what it took. */
export function AnswerFacts({ answer }: { readonly answer: AnalysisAnswer }) {
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
    answer.extractive
      ? undefined
      : costMicroUsd === null
        ? words.costUnknown
        : format.costMicroUsd(costMicroUsd),
  ].filter((fact) => fact !== undefined)
  return (
    <div className="flex flex-col gap-0.5 text-ink-faint text-xs">
      {answer.extractive ? <p>{words.extractiveHelp}</p> : null}
      {answer.insteadOf === null ? null : <p className="text-care">{words.insteadOf(answer.insteadOf)}</p>}
      {answer.stale.length === 0 ? null : (
        <p className="text-care">
          <Badge tone="care">{words.stale}</Badge>{' '}
          {answer.stale.map((reason) => words.staleReasons[reason]).join(' ')}
        </p>
      )}
      {answer.reusedFrom === null ? null : <p>{words.fromRecord(format.dateTime(answer.reusedFrom))}</p>}
      {facts.length === 0 ? null : <p>{facts.join(' · ')}</p>}
      {truncatedAtPage === null ? null : <p className="text-care">{words.truncated(truncatedAtPage)}</p>}
      {answer.inputHash === null ? null : (
        <details>
          <summary className="w-fit cursor-pointer rounded-sm">{words.record}</summary>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5">
            {recordOf(answer, words).map(([name, value]) => (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd className="break-all text-ink-soft">{value}</dd>
              </Fragment>
            ))}
          </dl>
        </details>
      )}
    </div>
  )
}

function recordOf(answer: AnalysisAnswer, words: (typeof analysisWords)['en']): [string, string][] {
  return [
    [words.model, answer.model],
    [words.promptVersion, answer.promptVersion === null ? null : String(answer.promptVersion)],
    [words.inputHash, answer.inputHash],
  ].flatMap(([name, value]) => (name && value ? [[name, value]] : []))
}
