import { lazy, Suspense, useState } from 'react'
import type { PaperDetail, PaperFile } from '#features/papers/contract.ts'
import { FileSection } from '#features/papers/web/FileSection.tsx'
import { AwaitedPage } from '#features/papers/web/reader/AwaitedPage.tsx'
import { paperWords } from '#features/papers/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
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
  const firstPage = file.id === first.fileId ? first.page : 1
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
        <Suspense fallback={<Awaited file={file} page={passage.marks[0]?.page ?? firstPage} />}>
          <PdfReader
            key={file.id}
            file={file}
            mayWrite={mayWrite}
            firstPage={firstPage}
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

/** The reader's room before it is here: the place of its tools, and the page. */
function Awaited(props: { readonly file: PaperFile; readonly page: number }) {
  const { reader } = useWords(paperWords)
  return (
    <div className="flex h-full flex-col">
      <div className="h-10 shrink-0 border-b bg-paper pointer-coarse:h-12" />
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label={reader}
        className="min-h-0 flex-1 overflow-auto bg-shelf"
      >
        <AwaitedPage {...props} />
      </section>
    </div>
  )
}
