import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Select } from '#web/ui/Select.tsx'
import { AskForm } from './AskForm.tsx'
import { runsQuery } from './analysis-queries.ts'
import { ExportRun } from './ExportRun.tsx'
import { RunAnswers } from './RunAnswers.tsx'
import { selectRun } from './select-run.ts'
import { analysisWords } from './words.ts'

type Props = {
  readonly paperId: string
  readonly mayAsk: boolean
  /** The text is not there yet. */
  readonly isTextComing: boolean
  /** The run of the address; the newest without. */
  readonly runId: string | undefined
  readonly onRun: (runId: string | undefined) => void
  readonly shownClaim: string | undefined
  readonly onClaim: (key: string) => void
  readonly tagButton: (name: string, label: string) => ReactNode
  /** The way to the run laid out for paper. */
  readonly printLink: (runId: string) => ReactNode
}

/** Asks readers about the paper and shows what they answered, live. */
export function AnalysisPanel(props: Props) {
  const { paperId, mayAsk, onRun } = props
  const words = useWords(analysisWords)
  const format = useFormat()
  const [isAsking, setIsAsking] = useState(false)
  const runs = useQuery(runsQuery(paperId))
  if (runs.isPending) return <Loading />
  if (runs.data === undefined) {
    return (
      <div className="px-4">
        <ErrorState error={runs.error} onRetry={() => void runs.refetch()} small />
      </div>
    )
  }
  const { items } = runs.data
  const run = selectRun(items, props.runId, props.shownClaim)
  const askForm = (
    <AskForm
      paperId={paperId}
      onAsked={({ id }) => {
        setIsAsking(false)
        onRun(id)
      }}
    />
  )
  if (run === undefined) {
    return (
      <div className="px-4 py-5">
        <h2 className="font-semibold text-base">{words.none}</h2>
        <p className="mt-1 mb-4 text-ink-soft text-sm">
          {props.isTextComing ? words.needsText : words.noneHelp}
        </p>
        {mayAsk ? askForm : null}
      </div>
    )
  }
  return (
    <div className="flex flex-col">
      <div className="flex items-center gap-2 border-b px-4 py-2">
        <Select
          label={words.runs}
          labelHidden
          look="quiet"
          className="-ml-2.5 min-w-0 flex-1"
          options={items.map(({ id, requestedAt, state }) => ({
            value: id,
            label: `${format.dateTime(requestedAt)} · ${words.runStates[state]}`,
          }))}
          value={run.id}
          onValue={onRun}
        />
        {run.answers.some(({ findings }) => findings !== null) ? (
          <>
            {props.printLink(run.id)}
            <ExportRun runId={run.id} />
          </>
        ) : null}
        {mayAsk ? (
          <Button size="sm" aria-expanded={isAsking} onClick={() => setIsAsking(!isAsking)}>
            {words.askAgain}
          </Button>
        ) : null}
      </div>
      {isAsking ? <div className="border-b bg-paper px-4 py-3">{askForm}</div> : null}
      <RunAnswers key={run.id} {...props} run={run} />
    </div>
  )
}
