import { FilePlus2 } from 'lucide-react'
import { useRef } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { sendFiles } from './uploads.ts'
import { importWords } from './words.ts'

type Props = {
  readonly libraryId: string | undefined
  /** The heading of its command. */
  readonly group: string
}

// What the file chooser offers; the server looks at the content, not at the name.
const accepted =
  '.pdf,.bib,.bibtex,.ris,.json,.xml,.rdf,.nbib,.enw,.ciw,.txt,application/pdf,application/x-bibtex,application/json'

/** Chooses files to add. */
export function ImportButton({ libraryId, group }: Props) {
  const words = useWords(importWords)
  const input = useRef<HTMLInputElement>(null)
  const choose = () => input.current?.click()
  useActions([{ id: 'import', title: words.add, group, keys: 'a', run: choose }])
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        accept={accepted}
        tabIndex={-1}
        aria-label={words.add}
        className="sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // The same file can be chosen again, after its correction.
          event.target.value = ''
          if (files.length > 0) void sendFiles(files, libraryId)
        }}
      />
      <Button look="primary" onClick={choose} title={words.addHint}>
        <FilePlus2 aria-hidden />
        {words.add}
      </Button>
    </>
  )
}
