import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { type ImportReport, pastedName } from '../contract.ts'
import { importsQuery } from './import-queries.ts'
import { LookupRow } from './LookupRow.tsx'
import { useLookups } from './lookups.ts'
import { UndoImport } from './UndoImport.tsx'
import { dismissUpload, hideImport, type Upload, useUploads } from './uploads.ts'
import { importWords } from './words.ts'

type Props = {
  readonly onReport: (importId: string) => void
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
}

/** What is being sent and imported now, and the result of what was begun here. */
export function ImportTray({ onReport, paperLink }: Props) {
  const lookups = useLookups()
  const uploads = useUploads()
  const imports = useQuery(importsQuery)
  const reports = (imports.data?.items ?? []).filter(
    ({ id, state }) => state === 'running' || uploads.begun.includes(id),
  )
  if (uploads.underWay.length === 0 && reports.length === 0 && lookups.length === 0) return null
  return (
    <ul className="max-h-48 shrink-0 divide-y overflow-y-auto border-b bg-shelf">
      {uploads.underWay.map((upload) => (
        <UploadRow key={upload.id} upload={upload} />
      ))}
      {reports.map((report) => (
        <ReportRow key={report.id} report={report} onReport={() => onReport(report.id)} />
      ))}
      {lookups.map((lookup) => (
        <LookupRow key={lookup.id} lookup={lookup} className={rowClasses} paperLink={paperLink} />
      ))}
    </ul>
  )
}

// On a phone the buttons stand below what they are about.
const rowClasses =
  'flex items-center gap-3 px-4 py-1.5 max-sm:flex-wrap max-sm:justify-end max-sm:[&>:first-child]:basis-full md:px-5'

function UploadRow({ upload }: { readonly upload: Upload }) {
  const words = useWords(importWords)
  const failureWords = useFailureWords()
  const hasFailed = upload.error !== undefined
  return (
    <li className={rowClasses}>
      {hasFailed ? (
        <p role="alert" className="min-w-0 flex-1">
          <span className="text-bad">{failureWords(upload.error).title}.</span>{' '}
          <span className="text-ink-soft">{failureWords(upload.error).help}</span>
        </p>
      ) : (
        <ProgressBar
          className="min-w-0 flex-1"
          label={words.uploading(upload.fileCount)}
          percent={Math.round(upload.share * 100)}
        />
      )}
      <Button look="quiet" size="sm" onClick={() => dismissUpload(upload.id)}>
        {hasFailed ? words.hide : words.stop}
      </Button>
    </li>
  )
}

type RowProps = { readonly report: Omit<ImportReport, 'entries'>; readonly onReport: () => void }

function ReportRow({ report, onReport }: RowProps) {
  const words = useWords(importWords)
  const format = useFormat()
  const { doneCount, totalCount } = report
  const [first = '', ...more] = report.fileNames.map((name) => (name === pastedName ? words.pasted : name))
  const turned = { none: undefined, undoing: words.undoing, undone: words.undone, redoing: words.redoing }[
    report.undo
  ]
  const names = more.length === 0 ? first : words.moreFiles(first, more.length)
  return (
    <li className={rowClasses}>
      {report.state === 'running' ? (
        <ProgressBar
          className="min-w-0 flex-1"
          label={words.reading(names)}
          percent={totalCount === null || totalCount === 0 ? null : (doneCount / totalCount) * 100}
          value={words.progress(
            format.number(doneCount),
            totalCount === null ? null : format.number(totalCount),
          )}
        />
      ) : (
        <p role="status" className="flex min-w-0 flex-1 items-baseline gap-2">
          <StatusDot status={statusOf(report)} label={words.outcomes.added} labelHidden />
          <span className="sm:shrink-0">
            {report.state === 'failed'
              ? words.failed
              : (turned ??
                words.summary(
                  report.addedCount,
                  report.alreadyThereCount,
                  report.refusedCount,
                  report.mergedCount,
                  report.attachedCount,
                ))}
          </span>
          <span className="truncate text-ink-faint text-xs">{names}</span>
        </p>
      )}
      <UndoImport report={report} />
      <Button look="quiet" size="sm" onClick={onReport}>
        {words.report}
      </Button>
      {report.state === 'running' ? null : (
        <Button look="quiet" size="sm" onClick={() => hideImport(report.id)}>
          {words.hide}
        </Button>
      )}
    </li>
  )
}

function statusOf(report: Omit<ImportReport, 'entries'>) {
  if (report.state === 'failed') return 'bad'
  return report.refusedCount > 0 ? 'care' : 'good'
}
