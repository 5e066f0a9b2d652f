import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallOf } from '#contract/endpoint.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button, buttonClasses } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { type ExportFormat, exportFormat, type exportSelected } from '../contract.ts'
import { type ExportChoice, exportAddress } from './export-address.ts'
import { saveSelected } from './save-selected.ts'
import { exportWords } from './words.ts'

/** What the list shows, or some of it. */
type What =
  | { readonly choice: ExportChoice }
  | { readonly papers: CallOf<typeof exportSelected>['body']['papers'] }

type Props = What & { readonly count: string; readonly onClose: () => void }

/** Papers as a file. */
export function ExportDialog({ count, onClose, ...what }: Props) {
  const words = useWords(exportWords)
  const { close, cancel } = useWords(uiWords)
  const [format, setFormat] = useState<ExportFormat>('bibtex')
  const [ascii, setAscii] = useState(false)
  const [bom, setBom] = useState(true)
  const saving = useMutation({ mutationFn: saveSelected, onSuccess: onClose })
  const options = exportFormat.options.map((value) => ({ value, label: words.formats[value] }))
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.exportTitle}
      description={'choice' in what ? words.exportHelp(count) : count}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          {'choice' in what ? (
            <a
              href={exportAddress(what.choice, { format, ascii, bom })}
              download
              onClick={onClose}
              className={buttonClasses('primary')}
            >
              {words.download}
            </a>
          ) : (
            <Button
              look="primary"
              busy={saving.isPending}
              onClick={() => saving.mutate({ papers: what.papers, format, ascii, bom })}
            >
              {words.download}
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select label={words.format} options={options} value={format} onValue={setFormat} />
        {format === 'bibtex' || format === 'biblatex' ? (
          <Checkbox label={words.ascii} hint={words.asciiHint} checked={ascii} onChecked={setAscii} />
        ) : null}
        {format === 'csv' ? (
          <Checkbox label={words.bom} hint={words.bomHint} checked={bom} onChecked={setBom} />
        ) : null}
        {saving.error === null ? null : <ErrorState error={saving.error} small />}
      </div>
    </Dialog>
  )
}
