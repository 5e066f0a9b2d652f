import type { PDFDocumentProxy } from 'pdfjs-dist'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Document, PasswordResponses } from 'react-pdf'
import { findDestination, spotOfHeight } from './destination.ts'
import { OpeningState } from './OpeningState.tsx'
import { PasswordForm } from './PasswordForm.tsx'
import { pdfOptionsFor } from './pdf-engine.ts'
import { ReaderFailure } from './ReaderFailure.tsx'
import type { ReaderView } from './useReaderView.ts'

type Props = {
  readonly address: string
  readonly sizeBytes: number
  readonly pdf: PDFDocumentProxy | undefined
  readonly view: ReaderView
  readonly onOpen: (pdf: PDFDocumentProxy) => void
  /** Shown until it is open, when that does not take long. */
  readonly awaited: ReactNode
  readonly children: ReactNode
}

type Lock = { readonly wasWrong: boolean; readonly open: (password: string) => void }

/** Fetches and opens the document, or says why it cannot; its links lead within the reader. */
export function OpenDocument(props: Props) {
  const { address, sizeBytes, pdf, view, onOpen, awaited, children } = props
  const [loadedBytes, setLoadedBytes] = useState(0)
  const [lock, setLock] = useState<Lock | undefined>(undefined)
  const [failure, setFailure] = useState<Error | undefined>(undefined)
  const [attempt, setAttempt] = useState(0)
  // react-pdf keeps the first function it is given.
  const followLink = useRef<(item: { dest?: unknown; pageNumber: number }) => Promise<void>>(
    async () => undefined,
  )
  useEffect(() => {
    followLink.current = async ({ dest, pageNumber }) => {
      const found = pdf && (await findDestination(pdf, dest))
      view.jumpTo(spotOfHeight(pageNumber, found?.topPt, view.sizeOf(pageNumber)))
    }
  })
  return (
    <>
      {lock === undefined ? null : <PasswordForm wasWrong={lock.wasWrong} onPassword={lock.open} />}
      <Document
        key={attempt}
        file={address}
        options={pdfOptionsFor(sizeBytes)}
        suspense={false}
        externalLinkTarget="_blank"
        externalLinkRel="noopener noreferrer"
        // Pages far away are not drawn, so the reader itself goes there.
        onItemClick={(item) => void followLink.current(item)}
        loading={
          lock === undefined ? (
            <OpeningState loadedBytes={loadedBytes} totalBytes={sizeBytes}>
              {awaited}
            </OpeningState>
          ) : null
        }
        error={<ReaderFailure error={failure} onRetry={() => setAttempt((before) => before + 1)} />}
        onLoadProgress={({ loaded }) => setLoadedBytes(loaded)}
        onPassword={(open, reason) =>
          setLock({ wasWrong: reason === PasswordResponses.INCORRECT_PASSWORD, open })
        }
        onLoadError={(error) => {
          setLock(undefined)
          setFailure(error)
        }}
        onLoadSuccess={async (document) => {
          setLock(undefined)
          const {
            view: [left = 0, bottom = 0, right = 0, top = 0],
            userUnit,
            rotate,
          } = await document.getPage(1)
          view.learn(1, {
            widthPt: (right - left) * userUnit,
            heightPt: (top - bottom) * userUnit,
            rotation: rotate,
          })
          onOpen(document)
        }}
      >
        {children}
      </Document>
    </>
  )
}
