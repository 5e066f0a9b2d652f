import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isProblemCode } from '#contract/problems.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { entryProblemCodes, type ImportEntry } from '../contract.ts'
import { importQuery } from './import-queries.ts'
import { importWords } from './words.ts'

type Props = {
  readonly importId: string
  readonly onClose: () => void
  /** A link to a paper that stands in the library. */
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
}

/** What became of every entry of an import. */
export function ImportReportDialog({ importId, onClose, paperLink }: Props) {
  const words = useWords(importWords)
  const { close } = useWords(uiWords)
  const format = useFormat()
  const report = useQuery(importQuery(importId))
  const { data } = report
  const total = data === undefined ? 0 : (data.totalCount ?? data.doneCount)
  return (
    <Dialog
      open
      wide
      onOpen={(open) => open || onClose()}
      title={words.reportTitle}
      closeLabel={close}
      description={
        data === undefined
          ? undefined
          : `${words.summary(data.addedCount, data.alreadyThereCount, data.refusedCount)} · ${words.startedAt(format.dateTime(data.startedAt))}`
      }
    >
      {report.isPending ? <Loading /> : null}
      {report.isError ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} small />
      ) : null}
      {data?.entries.length === 0 ? <p className="py-4 text-ink-faint">{words.noEntries}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {data?.entries.map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity and their order is fixed
          <EntryRow key={at} entry={entry} paperLink={paperLink} />
        ))}
      </ul>
      {data !== undefined && data.entries.length < total ? (
        <p className="mt-2 text-ink-faint text-xs">{words.shownOf(data.entries.length, total)}</p>
      ) : null}
    </Dialog>
  )
}

const statuses = { added: 'good', merged: 'good', already_there: 'off', refused: 'bad' } as const

function EntryRow({ entry, paperLink }: { readonly entry: ImportEntry } & Pick<Props, 'paperLink'>) {
  const words = useWords(importWords)
  const reasonWords = useReasonWords()
  const title = entry.title ?? entry.fileName
  return (
    <li className="flex items-baseline gap-3 py-1.5">
      <span className="w-24 shrink-0">
        <StatusDot status={statuses[entry.outcome]} label={words.outcomes[entry.outcome]} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {entry.paperId === null ? title : paperLink(entry.paperId, title)}
        </span>
        <span className="block text-ink-faint text-xs">
          {[
            entry.fileName,
            entry.line === null ? null : words.line(entry.line),
            entry.reason === null ? null : reasonWords(entry.reason),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
    </li>
  )
}

/** A reason is a problem code of the house or of one entry. */
function useReasonWords(): (reason: string) => string {
  const words = useWords(importWords)
  const failureWords = useFailureWords()
  return (reason) => {
    const entryProblem = entryProblemCodes.find((code) => code === reason)
    if (entryProblem !== undefined) return words.entryProblems[entryProblem]
    return failureWords(new ApiProblem(isProblemCode(reason) ? reason : 'unexpected')).title
  }
}
