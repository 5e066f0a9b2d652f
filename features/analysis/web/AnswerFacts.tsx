import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
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
    costMicroUsd === null || costMicroUsd === 0 ? undefined : format.costMicroUsd(costMicroUsd),
  ].filter((fact) => fact !== undefined)
  return (
    <div className="flex flex-col gap-0.5 text-ink-faint text-xs">
      {answer.extractive ? <p>{words.extractiveHelp}</p> : null}
      {facts.length === 0 ? null : <p>{facts.join(' · ')}</p>}
      {truncatedAtPage === null ? null : <p className="text-care">{words.truncated(truncatedAtPage)}</p>}
    </div>
  )
}
