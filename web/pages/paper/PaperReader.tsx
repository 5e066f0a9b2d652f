import { lazy, Suspense, useState } from 'react'
import type { PaperDetail } from '#features/papers/contract.ts'
import { paperWords } from '#features/papers/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { Passage } from './usePassage.ts'

// pdf.js is the biggest part of the application; only who opens a PDF fetches it.
const PdfReader = lazy(async () => ({
  default: (await import('#features/papers/web/reader/PdfReader.tsx')).PdfReader,
}))

type Props = { readonly paper: PaperDetail; readonly passage: Passage }

/** The paper's PDF, or why there is none. */
export function PaperReader({ paper, passage }: Props) {
  const words = useWords(paperWords)
  const [firstPage] = useState(passage.page)
  const pdf = paper.files.find(({ mediaType }) => mediaType === 'application/pdf')
  if (pdf === undefined) {
    return (
      <div className="h-full bg-shelf">
        <EmptyState title={words.noPdf}>{words.noPdfHelp}</EmptyState>
      </div>
    )
  }
  return (
    <Suspense fallback={<Loading rows={8} />}>
      <PdfReader
        fileId={pdf.id}
        firstPage={firstPage}
        marks={passage.marks}
        markStamp={passage.stamp}
        onPage={passage.notePage}
      />
    </Suspense>
  )
}
