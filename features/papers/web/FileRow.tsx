import { Download } from 'lucide-react'
import { isProblemCode } from '#contract/problems.ts'
import { addressOf } from '#web/lib/address.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { downloadFile, type FileState, type OcrState, type PaperFile } from '../contract.ts'
import { FileMenu } from './FileMenu.tsx'
import { FileOcrState } from './FileOcrState.tsx'
import { FileTrouble } from './FileTrouble.tsx'
import { paperWords } from './words.ts'

type Props = {
  readonly file: PaperFile
  readonly paperId: string
  readonly isMain: boolean
  readonly mayWrite: boolean
}

const statusOf = {
  stored: 'waiting',
  reading: 'active',
  read: 'good',
  unreadable: 'care',
} as const satisfies Record<FileState, string>

/** One stored file: what it is, whether its text could be read, and why not. */
export function FileRow({ file, paperId, isMain, mayWrite }: Props) {
  const words = useWords(paperWords)
  const format = useFormat()
  const failureWords = useFailureWords()
  const facts = [
    format.sizeBytes(file.sizeBytes),
    file.pageCount === null ? undefined : words.pageCount(file.pageCount),
    file.textQuality === null ? undefined : words.textQualities[file.textQuality],
  ].filter((fact) => fact !== undefined)
  const problem =
    file.problem === null
      ? undefined
      : failureWords(new ApiProblem(isProblemCode(file.problem) ? file.problem : 'unexpected'))
  return (
    <li className="flex items-start gap-3 py-row">
      <div className="min-w-0 flex-1">
        <p className="truncate">{file.name}</p>
        <p className="flex flex-wrap items-center gap-x-3 text-ink-faint text-xs">
          <FileStatus file={file} />
          {facts.join(' · ')}
        </p>
        {problem === undefined ? null : <FileTrouble {...problem} />}
        {file.ocr === null ? null : <FileOcrState file={file} ocr={file.ocr} />}
      </div>
      <a
        href={addressOf(downloadFile, { params: { fileId: file.id } })}
        download={file.name}
        aria-label={`${words.download}: ${file.name}`}
        title={words.download}
        className="flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-wash hover:text-ink pointer-coarse:size-10"
      >
        <Download className="size-4" aria-hidden />
      </a>
      {mayWrite ? <FileMenu file={file} paperId={paperId} isMain={isMain} /> : null}
    </li>
  )
}

const ocrStatusOf = {
  needed: 'care',
  waiting: 'waiting',
  reading: 'active',
  done: 'good',
  failed: 'care',
} as const satisfies Record<OcrState, string>

/** Of a scan, how OCR stands with it; of another file, whether it is read. */
function FileStatus({ file }: { readonly file: PaperFile }) {
  const words = useWords(paperWords)
  if (file.ocr !== null && file.state === 'read')
    return <StatusDot status={ocrStatusOf[file.ocr.state]} label={words.ocrStates[file.ocr.state]} />
  return <StatusDot status={statusOf[file.state]} label={words.fileStates[file.state]} />
}
