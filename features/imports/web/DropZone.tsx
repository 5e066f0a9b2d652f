import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { droppedFiles } from './dropped-files.ts'
import { sendFiles } from './uploads.ts'
import { importWords } from './words.ts'

type Props = { readonly libraryId: string | undefined; readonly children: ReactNode }

/** Takes files dropped anywhere on what it wraps. */
export function DropZone({ libraryId, children }: Props) {
  const words = useWords(importWords)
  const [isOver, setIsOver] = useState(false)
  // Every child that is crossed enters before the one before leaves.
  const depth = useRef(0)
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')
  const step = (by: number) => {
    depth.current = Math.max(0, depth.current + by)
    setIsOver(depth.current > 0)
  }
  return (
    // Dropping has its equal for keyboards: the button that chooses files.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragEnter={(event) => hasFiles(event) && step(1)}
      onDragLeave={(event) => hasFiles(event) && step(-1)}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault()
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        depth.current = 0
        setIsOver(false)
        void droppedFiles(event.dataTransfer).then((files) => sendFiles(files, libraryId))
      }}
    >
      {children}
      {isOver ? (
        <div className="pointer-events-none absolute inset-2 z-30 flex flex-col items-center justify-center rounded-lg border-2 border-accent border-dashed bg-sheet/90">
          <p className="font-semibold text-lg">{words.dropHere}</p>
          <p className="text-ink-soft">{words.dropHelp}</p>
        </div>
      ) : null}
    </div>
  )
}
