import { useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { type AnalysisRun, requestAnalysis } from '../contract.ts'
import { AskFields } from './AskFields.tsx'
import { AskPrice } from './AskPrice.tsx'
import { runsQuery } from './analysis-queries.ts'
import { analysisWords } from './words.ts'

type Props = { readonly paperId: string; readonly onAsked: (run: AnalysisRun) => void }

/** Chooses who reads the paper, and asks them. */
export function AskForm({ paperId, onAsked }: Props) {
  const words = useWords(analysisWords)
  const client = useQueryClient()
  return (
    <AskFields
      preview={(question) => <AskPrice paperId={paperId} question={question} />}
      onAsk={async (body) => {
        const run = await call(requestAnalysis, { params: { paperId }, body })
        say({ title: words.requested(run.answers.length) })
        await client.invalidateQueries({ queryKey: runsQuery(paperId).queryKey })
        onAsked(run)
      }}
    />
  )
}
