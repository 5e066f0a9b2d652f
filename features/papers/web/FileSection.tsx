import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Paperclip } from 'lucide-react'
import { type DragEvent, useRef, useState } from 'react'
import { upload } from '#web/lib/upload.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { classes } from '#web/ui/classes.ts'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { say } from '#web/ui/toasts.ts'
import { attachFiles, type PaperDetail } from '../contract.ts'
import { FileRow } from './FileRow.tsx'
import { paperWords } from './words.ts'

type Props = { readonly paper: PaperDetail; readonly mayWrite: boolean }

/** The files of a paper, the main one first; takes more of them by button or by drop. */
export function FileSection({ paper, mayWrite }: Props) {
  const words = useWords(paperWords)
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setIsOver] = useState(false)
  const attaching = useAttach(paper.id)
  const isWanted = (event: DragEvent) => mayWrite && event.dataTransfer.types.includes('Files')
  const attach = (files: readonly File[]) => files.length > 0 && attaching.attach(files)
  if (paper.files.length === 0 && !mayWrite) return null
  return (
    // Dropping has its equal for keyboards: the button that chooses files.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <section
      className={classes(
        'rounded-md',
        isOver && 'bg-tint outline-2 outline-accent outline-dashed outline-offset-4',
      )}
      onDragOver={(event) => {
        if (!isWanted(event)) return
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        if (!isWanted(event)) return
        event.preventDefault()
        setIsOver(false)
        attach([...event.dataTransfer.files])
      }}
    >
      <div className="mb-1 flex items-center justify-between gap-2">
        <h2 className="font-medium text-ink-faint text-xs">{words.files}</h2>
        {mayWrite ? (
          <Button size="sm" busy={attaching.share !== undefined} onClick={() => input.current?.click()}>
            <Paperclip aria-hidden />
            {words.attach}
          </Button>
        ) : null}
      </div>
      <input
        ref={input}
        type="file"
        multiple
        accept=".pdf,application/pdf"
        tabIndex={-1}
        aria-label={words.attach}
        className="sr-only"
        onChange={(event) => {
          attach([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {attaching.share === undefined ? null : (
        <ProgressBar label={words.attaching} percent={attaching.share * 100} className="mb-2" />
      )}
      {paper.files.length === 0 ? (
        <p className="border-y py-2 text-ink-faint text-xs">{words.noFiles}</p>
      ) : (
        <ul className="divide-y border-y">
          {paper.files.map((file, index) => (
            <FileRow key={file.id} file={file} paperId={paper.id} isMain={index === 0} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
    </section>
  )
}

/** Sends files to a paper; `share` is how much has left this machine, undefined while nothing is under way. */
function useAttach(paperId: string) {
  const words = useWords(paperWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [share, setShare] = useState<number>()
  const sending = useMutation({
    mutationFn: (files: readonly File[]) =>
      upload(attachFiles, { params: { paperId }, field: 'files', files, onProgress: setShare }),
    onMutate: () => setShare(0),
    onSuccess: (_, files) => say({ title: words.attached(files.length) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: async () => {
      setShare(undefined)
      await client.invalidateQueries({ queryKey: ['paper', paperId] })
    },
  })
  return { share, attach: sending.mutate }
}
