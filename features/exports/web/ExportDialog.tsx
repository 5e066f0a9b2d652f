import { useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button, buttonClasses } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Select } from '#web/ui/Select.tsx'
import { exportFormat } from '../contract.ts'
import { type ExportChoice, exportAddress } from './export-address.ts'
import { exportWords } from './words.ts'

type Props = { readonly choice: ExportChoice; readonly count: string; readonly onClose: () => void }

/** What the list shows as a file. */
export function ExportDialog({ choice, count, onClose }: Props) {
  const words = useWords(exportWords)
  const { close, cancel } = useWords(uiWords)
  const [format, setFormat] = useState(exportFormat.enum.bibtex as (typeof exportFormat.options)[number])
  const [ascii, setAscii] = useState(false)
  const [bom, setBom] = useState(true)
  const options = exportFormat.options.map((value) => ({ value, label: words.formats[value] }))
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.exportTitle}
      description={words.exportHelp(count)}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <a
            href={exportAddress(choice, { format, ascii, bom })}
            download
            onClick={onClose}
            className={buttonClasses('primary')}
          >
            {words.download}
          </a>
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
      </div>
    </Dialog>
  )
}
