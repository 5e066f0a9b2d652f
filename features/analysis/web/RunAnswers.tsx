import { type ReactNode, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { AnalysisRun } from '../contract.ts'
import { AnswerFindings } from './AnswerFindings.tsx'
import { AnswerHead } from './AnswerHead.tsx'
import { labelOf } from './reader-label.ts'
import { useAnswerControl } from './useAnswerControl.ts'
import { analysisWords } from './words.ts'

type Props = {
  readonly paperId: string
  readonly run: AnalysisRun
  readonly mayAsk: boolean
  readonly shownClaim: string | undefined
  readonly onClaim: (key: string) => void
  readonly tagButton: (name: string, label: string) => ReactNode
}

/** The answers of one run: where each stands, and the findings of the one that is looked at. */
export function RunAnswers({ paperId, run, mayAsk, shownClaim, onClaim, tagButton }: Props) {
  const words = useWords(analysisWords)
  const { isBusy, ...control } = useAnswerControl(paperId)
  const answered = run.answers.filter(({ findings }) => findings !== null)
  const [chosenId, setChosenId] = useState(shownClaim?.split('.')[0])
  const shown = answered.find(({ id }) => id === chosenId) ?? answered[0]
  return (
    <div className="flex flex-col gap-4 px-4 py-4">
      <ul className="flex flex-col divide-y border-b pb-3 empty:hidden" aria-label={words.answers}>
        {run.answers.map((answer) => (
          <li key={answer.id} className="py-2.5 first:pt-0">
            <AnswerHead answer={answer} busy={isBusy(answer.jobId)} control={mayAsk ? control : undefined} />
          </li>
        ))}
      </ul>
      {answered.length > 1 ? (
        <fieldset className="flex flex-wrap gap-1">
          <legend className="sr-only">{words.answers}</legend>
          {answered.map((answer) => (
            <button
              key={answer.id}
              type="button"
              aria-pressed={answer.id === shown?.id}
              onClick={() => setChosenId(answer.id)}
              className={classes(
                'h-7 rounded-md px-2.5 text-xs pointer-coarse:h-10',
                answer.id === shown?.id ? 'bg-tint font-medium text-accent' : 'text-ink-soft hover:bg-wash',
              )}
            >
              {labelOf(answer, words)}
            </button>
          ))}
        </fieldset>
      ) : null}
      {shown === undefined ? null : (
        <AnswerFindings answer={shown} shownClaim={shownClaim} onClaim={onClaim} tagButton={tagButton} />
      )}
    </div>
  )
}
