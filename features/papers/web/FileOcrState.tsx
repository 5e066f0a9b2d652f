import { isProblemCode } from '#contract/problems.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import type { FileOcr, PaperFile } from '../contract.ts'
import { FileTrouble } from './FileTrouble.tsx'
import { paperWords } from './words.ts'

/** How far OCR is with a scan, and what is missing. */
export function FileOcrState({ file, ocr }: { readonly file: PaperFile; readonly ocr: FileOcr }) {
  const words = useWords(paperWords)
  const format = useFormat()
  const failureWords = useFailureWords()
  const pages = file.pageCount ?? 0
  if (ocr.state === 'reading') {
    return (
      <div className="mt-1.5 max-w-72">
        <ProgressBar
          label={words.ocrPages(ocr.pagesDone, pages)}
          percent={pages === 0 ? 0 : (100 * ocr.pagesDone) / pages}
        />
      </div>
    )
  }
  const problem =
    ocr.problem === null
      ? undefined
      : failureWords(new ApiProblem(isProblemCode(ocr.problem) ? ocr.problem : 'unexpected'))
  const sure = ocr.state === 'done' && ocr.confidence !== null ? format.percent(ocr.confidence) : undefined
  return (
    <>
      {sure === undefined ? null : <p className="text-ink-faint text-xs">{words.ocrSure(sure)}</p>}
      {problem === undefined ? null : <FileTrouble {...problem} />}
    </>
  )
}
