import { useQuery } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { ImportReport, UndoPreview } from '../contract.ts'
import { undoPreviewQuery } from './import-queries.ts'
import { useTurnImport } from './useTurnImport.ts'
import { importWords } from './words.ts'

type Props = {
  readonly report: Pick<ImportReport, 'id' | 'state' | 'undo' | 'addedCount' | 'mergedCount'>
  readonly look?: 'quiet' | 'plain'
}

/** Takes an import back, after saying what that does; or brings it back. Nothing for one that added nothing. */
export function UndoImport({ report, look = 'quiet' }: Props) {
  const words = useWords(importWords)
  const [isAsking, setIsAsking] = useState(false)
  const { undo, redo } = useTurnImport(report.id)
  if (report.state === 'running' || report.addedCount + report.mergedCount === 0) return null
  if (report.undo === 'undone' || report.undo === 'redoing')
    return (
      <Button
        look={look}
        size="sm"
        busy={redo.isPending || report.undo === 'redoing'}
        onClick={() => redo.mutate()}
      >
        {words.redo}
      </Button>
    )
  return (
    <>
      <Button
        look={look}
        size="sm"
        busy={undo.isPending || report.undo === 'undoing'}
        onClick={() => setIsAsking(true)}
      >
        <Undo2 aria-hidden />
        {words.undo}
      </Button>
      {isAsking ? (
        <UndoQuestion
          importId={report.id}
          onClose={() => setIsAsking(false)}
          onUndo={async () => undo.mutate()}
        />
      ) : null}
    </>
  )
}

type QuestionProps = {
  readonly importId: string
  readonly onClose: () => void
  readonly onUndo: () => Promise<unknown>
}

function UndoQuestion({ importId, onClose, onUndo }: QuestionProps) {
  const words = useWords(importWords)
  const preview = useQuery({ ...undoPreviewQuery(importId), staleTime: 0 })
  return (
    <ConfirmDialog
      title={words.undoTitle}
      confirm={words.undo}
      ready={preview.data !== undefined}
      onConfirm={onUndo}
      onClose={onClose}
    >
      {preview.isPending ? <Loading /> : null}
      {preview.isError ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} small />
      ) : null}
      {preview.data === undefined ? null : <Consequences preview={preview.data} />}
    </ConfirmDialog>
  )
}

function Consequences({ preview }: { readonly preview: UndoPreview }) {
  const words = useWords(importWords)
  const { paperCount, mergedCount, touchedCount, touched } = preview
  return (
    <>
      <p>{words.undoHelp(paperCount, mergedCount)}</p>
      {touchedCount === 0 ? null : (
        <div className="mt-3 rounded-md bg-care-tint px-3 py-2 text-sm">
          <p className="font-medium text-care">{words.undoTouched(touchedCount)}</p>
          <ul className="mt-1 max-h-40 overflow-y-auto">
            {touched.map(({ paperId, title }) => (
              <li key={paperId} className="truncate">
                {title}
              </li>
            ))}
            {touchedCount > touched.length ? <li>{words.andMore(touchedCount - touched.length)}</li> : null}
          </ul>
        </div>
      )}
    </>
  )
}
