import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { addressOf } from '#web/lib/address.ts'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { downloadImportEntries, type EntryOutcome, type ImportReport } from '../contract.ts'
import { EntryList } from './EntryList.tsx'
import { importQuery } from './import-queries.ts'
import { OutcomeFilter } from './OutcomeFilter.tsx'
import { UndoImport } from './UndoImport.tsx'
import { importWords } from './words.ts'

type Props = {
  readonly importId: string
  readonly onClose: () => void
  /** A link to a paper that stands in the library. */
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
}

/** What became of every entry of an import, with the way back. */
export function ImportReportDialog({ importId, onClose, paperLink }: Props) {
  const words = useWords(importWords)
  const { close } = useWords(uiWords)
  const report = useQuery(importQuery(importId))
  const [outcome, setOutcome] = useState<EntryOutcome | undefined>()
  const { data } = report
  return (
    <Dialog
      open
      wide
      onOpen={(open) => open || onClose()}
      title={words.reportTitle}
      closeLabel={close}
      description={data === undefined ? undefined : <Summary report={data} />}
      actions={
        data === undefined ? undefined : (
          <>
            <a
              className={buttonClasses('quiet', 'sm')}
              href={addressOf(downloadImportEntries, { params: { importId } })}
              download
            >
              <Download aria-hidden />
              {words.table}
            </a>
            <UndoImport report={data} look="plain" />
          </>
        )
      }
    >
      {report.isPending ? <Loading /> : null}
      {report.isError ? (
        <ErrorState error={report.error} onRetry={() => void report.refetch()} small />
      ) : null}
      {data === undefined ? null : (
        <>
          <OutcomeFilter report={data} value={outcome} onValue={setOutcome} />
          <EntryList key={outcome ?? 'all'} importId={importId} outcome={outcome} paperLink={paperLink} />
        </>
      )}
    </Dialog>
  )
}

function Summary({ report }: { readonly report: ImportReport }) {
  const words = useWords(importWords)
  const format = useFormat()
  const { addedCount, alreadyThereCount, refusedCount, mergedCount, attachedCount, undo, keptCount } = report
  return [
    words.summary(addedCount, alreadyThereCount, refusedCount, mergedCount, attachedCount),
    words.startedAt(format.dateTime(report.startedAt)),
    undo === 'undone' ? words.undone : null,
    undo === 'undone' && keptCount > 0 ? words.kept(keptCount) : null,
    undo === 'none' && keptCount > 0 ? words.leftInTrash(keptCount) : null,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}
