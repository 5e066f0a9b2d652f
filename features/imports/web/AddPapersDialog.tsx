import { useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Select } from '#web/ui/Select.tsx'
import { FileChooser } from './FileChooser.tsx'
import { PasteBox } from './PasteBox.tsx'
import type { TargetLibrary } from './target-library.ts'
import { sendFiles } from './uploads.ts'
import { importWords } from './words.ts'

type Props = { readonly libraries: readonly TargetLibrary[]; readonly onClose: () => void }

/** Adds papers by choosing files, dropping them or pasting references. What is sent is shown above the list. */
export function AddPapersDialog({ libraries, onClose }: Props) {
  const words = useWords(importWords)
  const { close } = useWords(uiWords)
  const [libraryId, setLibraryId] = useState(libraries[0]?.id)
  return (
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
        <FileChooser
          onFiles={(files) => {
            void sendFiles(files, libraryId)
            onClose()
          }}
        />
        <PasteBox libraryId={libraryId} onAdded={onClose} />
      </div>
    </Dialog>
  )
}
