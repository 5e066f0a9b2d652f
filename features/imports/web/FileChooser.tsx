import { type DragEvent, useRef, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { classes } from '#web/ui/classes.ts'
import { droppedFiles, ofFolder } from './dropped-files.ts'
import { importWords } from './words.ts'

// What the file chooser offers; the server looks at the content, not at the name.
const accepted =
  '.pdf,.bib,.bibtex,.ris,.json,.xml,.rdf,.nbib,.enw,.txt,application/pdf,application/x-bibtex,application/json'

/** A place to drop files on, and a button that chooses them. */
export function FileChooser({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  const words = useWords(importWords)
  const input = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement | null>(null)
  const [isOver, setIsOver] = useState(false)
  const take = (files: Iterable<File>) => {
    const chosen = [...files]
    if (chosen.length > 0) onFiles(chosen)
  }
  const over = (event: DragEvent) => {
    event.preventDefault()
    setIsOver(true)
  }
  return (
    // Dropping has its equal for keyboards: the button within.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      onDragOver={over}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        setIsOver(false)
        void droppedFiles(event.dataTransfer).then(take)
      }}
      className={classes(
        'flex flex-wrap items-center justify-center gap-x-3 gap-y-2 rounded-lg border border-dashed px-4 py-6 text-center',
        isOver ? 'border-accent bg-tint' : 'border-edge',
      )}
    >
      <span className="text-ink-soft max-sm:hidden">{words.dropOrChoose}</span>
      <input
        ref={input}
        type="file"
        multiple
        accept={accepted}
        tabIndex={-1}
        aria-label={words.chooseFiles}
        className="sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // The same file can be chosen again, after its correction.
          event.target.value = ''
          take(files)
        }}
      />
      <Button look="primary" onClick={() => input.current?.click()}>
        {words.chooseFiles}
      </Button>
      <input
        ref={(element) => {
          folder.current = element
          // React has no attribute for it.
          if (element !== null) element.webkitdirectory = true
        }}
        type="file"
        tabIndex={-1}
        aria-label={words.chooseFolder}
        className="sr-only"
        onChange={(event) => {
          const files = ofFolder(event.target.files ?? [])
          event.target.value = ''
          take(files)
        }}
      />
      <Button onClick={() => folder.current?.click()}>{words.chooseFolder}</Button>
      <span className="w-full text-ink-faint text-xs">{words.dropHelp}</span>
    </div>
  )
}
