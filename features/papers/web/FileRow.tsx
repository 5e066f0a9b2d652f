import { Download } from 'lucide-react'
import { isProblemCode } from '#contract/problems.ts'
import { addressOf } from '#web/lib/address.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { downloadFile, type FileState, type PaperFile } from '../contract.ts'
import { paperWords } from './words.ts'

const statusOf = {
  stored: 'waiting',
  reading: 'active',
  read: 'good',
  unreadable: 'care',
} as const satisfies Record<FileState, string>

/** One stored file: what it is, whether its text could be read, and why not. */
export function FileRow({ file }: { readonly file: PaperFile }) {
  const words = useWords(paperWords)
  const format = useFormat()
  const failureWords = useFailureWords()
  const facts = [
    format.sizeBytes(file.sizeBytes),
    file.pageCount === null ? undefined : words.pages(file.pageCount),
    file.textQuality === null ? undefined : words.textQualities[file.textQuality],
  ].filter((fact) => fact !== undefined)
  const problem =
    file.problem === null
      ? undefined
      : failureWords(new ApiProblem(isProblemCode(file.problem) ? file.problem : 'unexpected'))
  return (
    <li className="flex items-start gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="truncate">{file.name}</p>
        <p className="flex flex-wrap items-center gap-x-3 text-ink-faint text-xs">
          <StatusDot status={statusOf[file.state]} label={words.fileStates[file.state]} />
          {facts.join(' · ')}
        </p>
        {problem === undefined ? null : (
          <p className="mt-1 border-care border-l-2 pl-2 text-xs">
            <span className="font-medium">{problem.title}.</span>{' '}
            <span className="text-ink-soft">{problem.help}</span>
          </p>
        )}
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
    </li>
  )
}
