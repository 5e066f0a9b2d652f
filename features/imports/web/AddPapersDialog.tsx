import { type DragEvent, type ReactNode, useState } from 'react'
import type { Shared } from '#web/lib/shared.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Select } from '#web/ui/Select.tsx'
import { droppedFiles } from './dropped-files.ts'
import { FileChooser } from './FileChooser.tsx'
import { LookupResults } from './LookupResults.tsx'
import { useLookups } from './lookups.ts'
import { OfferedFiles } from './OfferedFiles.tsx'
import { PasteBox } from './PasteBox.tsx'
import type { TargetLibrary } from './target-library.ts'
import { sendFiles } from './uploads.ts'
import { importWords } from './words.ts'

type Props = {
  readonly libraries: readonly TargetLibrary[]
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
  /** What another app shared. */
  readonly offered?: Shared | undefined
  readonly onClose: () => void
}

/** Adds papers by choosing files, dropping them or pasting references. What is sent is shown above the list. */
export function AddPapersDialog({ libraries, paperLink, offered, onClose }: Props) {
  const words = useWords(importWords)
  const { close } = useWords(uiWords)
  const [libraryId, setLibraryId] = useState(libraries[0]?.id)
  const [lookupId, setLookupId] = useState<string>()
  const lookup = useLookups().find(({ id }) => id === lookupId)
  const send = (files: readonly File[]) => {
    if (files.length === 0) return
    void sendFiles(files, libraryId)
    onClose()
  }
  const keep = (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // What is dropped beside the chooser, or behind the dialog, is meant for the library chosen here.
    // biome-ignore lint/a11y/noStaticElementInteractions: the chooser is its equal for keyboards
    <div
      className="contents"
      onDragEnter={keep}
      onDragLeave={keep}
      onDragOver={keep}
      onDrop={(event) => {
        keep(event)
        void droppedFiles(event.dataTransfer).then(send)
      }}
    >
      <Dialog
        open
        wide
        onOpen={(open) => open || onClose()}
        title={words.addTitle}
        description={words.addHelp}
        closeLabel={close}
      >
        <div className="flex flex-col gap-4">
          {libraries.length > 1 && libraryId !== undefined ? (
            <Select
              label={words.into}
              value={libraryId}
              onValue={setLibraryId}
              options={libraries.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
          {offered === undefined || offered.files.length === 0 ? (
            <FileChooser onFiles={send} />
          ) : (
            <OfferedFiles files={offered.files} onAdd={() => send(offered.files)} />
          )}
          <PasteBox
            libraryId={libraryId}
            firstText={offered?.text}
            onAdded={(id) => {
              setLookupId(id)
              if (id === undefined) onClose()
            }}
          />
          {lookup === undefined ? null : <LookupResults lookup={lookup} paperLink={paperLink} />}
        </div>
      </Dialog>
    </div>
  )
}
