import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallOf } from '#contract/endpoint.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type BatchEstimate, estimateBatch, requestBatch } from '../contract.ts'
import { AskFields, type Question } from './AskFields.tsx'
import { BatchPrice } from './BatchPrice.tsx'
import { analysisWords } from './words.ts'

type Props = {
  readonly papers: CallOf<typeof requestBatch>['body']['papers']
  /** How many papers it is, in words. */
  readonly count: string
  readonly onClose: () => void
}

type Estimated = { readonly question: Question; readonly estimate: BatchEstimate }

/** Asks about many papers: who reads, what it would take, and only then the asking itself. */
export function AskManyDialog({ papers, count, onClose }: Props) {
  const words = useWords(analysisWords)
  const { close } = useWords(uiWords)
  const client = useQueryClient()
  const [estimated, setEstimated] = useState<Estimated | undefined>(undefined)
  const confirm = async ({ question }: Estimated) => {
    await call(requestBatch, { body: { ...question, papers } })
    say({ title: words.batchAsked, help: words.batchAskedHelp })
    onClose()
    await client.invalidateQueries({ queryKey: ['jobs'] })
  }
  return (
    <Dialog open onOpen={(open) => open || onClose()} title={words.askManyTitle(count)} closeLabel={close}>
      {estimated === undefined ? (
        <AskFields
          submit={words.estimate}
          onAsk={async (question) => {
            const estimate = await call(estimateBatch, { body: { ...question, papers } })
            setEstimated({ question, estimate })
          }}
        />
      ) : (
        <BatchPrice
          estimate={estimated.estimate}
          onBack={() => setEstimated(undefined)}
          onConfirm={() => confirm(estimated)}
        />
      )}
    </Dialog>
  )
}
