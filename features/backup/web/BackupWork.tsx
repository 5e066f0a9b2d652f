import { isProblemCode } from '#contract/problems.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import type { BackupWork } from '../contract.ts'
import { backupWords } from './words.ts'

/** Something that is being done, and how far it is. */
export function WorkUnderWay({ work }: { readonly work: BackupWork }) {
  const words = useWords(backupWords)
  const stage = words.stages[work.stage as keyof typeof words.stages]
  const does = work.state === 'active' ? stage : words.waiting
  return (
    <div role="status" className="mb-3">
      <ProgressBar
        label={does === undefined ? words.underWay[work.kind] : `${words.underWay[work.kind]}: ${does}`}
        percent={work.state === 'active' ? work.percent : null}
      />
    </div>
  )
}

/** The last thing that was tried did not come about, and why. */
export function FailedWork({ work }: { readonly work: BackupWork }) {
  const words = useWords(backupWords)
  const failureWords = useFailureWords()
  const format = useFormat()
  const nowMs = useNow()
  const code = work.error?.code ?? ''
  const said = failureWords(isProblemCode(code) ? new ApiProblem(code) : undefined)
  return (
    <div className="mb-3">
      <StatusDot status="bad" label={`${words.failed[work.kind]}, ${format.relative(work.at, nowMs)}`} />
      <p className="mt-1 break-words text-ink-soft text-xs">
        {isProblemCode(code) && code !== 'unexpected' ? `${said.title}. ${said.help}` : work.error?.message}
      </p>
    </div>
  )
}
