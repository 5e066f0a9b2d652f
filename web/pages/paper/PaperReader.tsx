import { lazy, Suspense, useState } from 'react'
import type { PaperDetail } from '#features/papers/contract.ts'
import { FileSection } from '#features/papers/web/FileSection.tsx'
import { paperWords } from '#features/papers/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Select } from '#web/ui/Select.tsx'
import type { Highlighting } from './useHighlighting.tsx'
import type { Passage } from './usePassage.ts'
import { paperPageWords } from './words.ts'

// pdf.js is the biggest part of the application; only who opens a PDF fetches it.
const PdfReader = lazy(async () => ({
  default: (await import('#features/papers/web/reader/PdfReader.tsx')).PdfReader,
}))

type Props = {
  readonly paper: PaperDetail
  readonly passage: Passage
  readonly mayWrite: boolean
  readonly highlighting: Highlighting['reader']
}

/** The paper's PDF, chosen among several; or that there is none, and the way to give it one. */
export function PaperReader({ paper, passage, mayWrite, highlighting }: Props) {
  const words = useWords(paperWords)
  const { shownFile } = useWords(paperPageWords)
  const { pdfs, file } = passage
  // Only the file that the address opened begins at the address's page.
  const [first] = useState({ fileId: file?.id, page: passage.page })
  if (file === undefined) {
    return (
      <div className="h-full overflow-y-auto bg-shelf">
        <EmptyState title={words.noPdf}>{mayWrite ? words.noPdfHelp : null}</EmptyState>
        {mayWrite ? (
          <div className="mx-auto max-w-md px-6 pb-12">
            <FileSection paper={paper} mayWrite={mayWrite} />
          </div>
        ) : null}
      </div>
    )
  }
  return (
    <div className="flex h-full min-h-0 flex-col">
      {pdfs.length < 2 ? null : (
        <div className="flex h-9 shrink-0 items-center border-b bg-paper px-2">
          <Select
            label={shownFile}
            labelHidden
            look="quiet"
            options={pdfs.map(({ id, name }) => ({ value: id, label: name }))}
            value={file.id}
            onValue={passage.showFile}
            className="min-w-0"
          />
        </div>
      )}
      <div className="min-h-0 flex-1">
        <Suspense fallback={<Loading rows={8} />}>
          <PdfReader
            key={file.id}
            file={file}
            mayWrite={mayWrite}
            firstPage={file.id === first.fileId ? first.page : 1}
            marks={passage.marks}
            markStamp={passage.stamp}
            onPage={passage.notePage}
            {...highlighting}
          />
        </Suspense>
      </div>
    </div>
  )
}
