import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { AnalysisRun } from '../contract.ts'
import { AnswerFacts } from './AnswerFacts.tsx'
import { AnswerFindings } from './AnswerFindings.tsx'
import { ReaderRow } from './ReaderRow.tsx'
import { useAnswerControl } from './useAnswerControl.ts'
import { analysisWords } from './words.ts'

const JuryView = lazy(async () => ({ default: (await import('./JuryView.tsx')).JuryView }))

type Props = {
  readonly paperId: string
  readonly run: AnalysisRun
  readonly mayAsk: boolean
  readonly shownClaim: string | undefined
  readonly onClaim: (key: string) => void
  readonly tagButton: (name: string, label: string) => ReactNode
}

/** The readers of one run, and the findings of the one that is looked at. */
export function RunAnswers({ paperId, run, mayAsk, shownClaim, onClaim, tagButton }: Props) {
  const words = useWords(analysisWords)
  const { isBusy, ...control } = useAnswerControl(paperId)
  const [isJury, setIsJury] = useState(false)
  const answered = run.answers.filter(({ findings }) => findings !== null)
  const [chosenId, setChosenId] = useState(shownClaim?.split('.')[0])
  const shown = answered.find(({ id }) => id === chosenId) ?? answered[0]
  return (
    <>
      <ul aria-label={words.answers} className="flex flex-col gap-0.5 border-b px-1.5 py-1.5">
        {run.answers.map((answer) => (
          <ReaderRow
            key={answer.id}
            answer={answer}
            isShown={!isJury && answer.id === shown?.id}
            onShow={() => {
              setIsJury(false)
              setChosenId(answer.id)
            }}
            busy={isBusy(answer.jobId)}
            control={mayAsk ? control : undefined}
          />
        ))}
      </ul>
      {answered.length < 2 ? null : (
        <div className="border-b px-4 py-2">
          <Button size="sm" aria-pressed={isJury} onClick={() => setIsJury(!isJury)}>
            {words.jury}
          </Button>
        </div>
      )}
      {isJury && answered.length > 1 ? (
        <Suspense fallback={<Loading />}>
          <JuryView answers={answered} shownClaim={shownClaim} onClaim={onClaim} />
        </Suspense>
      ) : shown === undefined ? null : (
        <div className="flex flex-col gap-5 px-4 pt-3 pb-8">
          <AnswerFacts answer={shown} />
          <AnswerFindings answer={shown} shownClaim={shownClaim} onClaim={onClaim} tagButton={tagButton} />
        </div>
      )}
    </>
  )
}
