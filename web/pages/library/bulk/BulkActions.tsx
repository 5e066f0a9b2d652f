import { Download, FolderPlus, Sparkles } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { mostIds } from '#features/papers/contract.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { say } from '#web/ui/toasts.ts'
import { libraryWords } from '../words.ts'
import { type Chosen, idsOfChosen } from './chosen.ts'
import { JudgeMenus } from './JudgeMenus.tsx'
import type { JudgeChange } from './useAct.ts'

const ExportDialog = lazy(async () => ({
  default: (await import('#features/exports/web/ExportDialog.tsx')).ExportDialog,
}))
const FileManyDialog = lazy(async () => ({
  default: (await import('#features/reading/web/collections/FileManyDialog.tsx')).FileManyDialog,
}))
const AskManyDialog = lazy(async () => ({
  default: (await import('#features/analysis/web/AskManyDialog.tsx')).AskManyDialog,
}))

type Props = {
  readonly chosen: Chosen
  readonly size: number
  /** How many papers it is, in words. */
  readonly count: string
  readonly mayWrite: boolean
  readonly mayAnalyse: boolean
  /** Rates, or sets the status of, all of it. */
  readonly onJudge: (change: JudgeChange) => void
  readonly isBusy: boolean
}

type Open =
  | { readonly what: 'export' }
  | { readonly what: 'file' | 'analyse'; readonly paperIds: readonly string[] }

/** Judges what is chosen, files it in a collection, has it analysed, or saves it as a file. */
export function BulkActions(props: Props) {
  const { chosen, size, count, mayWrite, mayAnalyse, onJudge, isBusy } = props
  const words = useWords(libraryWords).bulk
  const failureWords = useFailureWords()
  const format = useFormat()
  const [open, setOpen] = useState<Open | undefined>(undefined)
  const close = () => setOpen(undefined)
  /** For what is done paper by paper. */
  const openWithIds = async (what: 'file' | 'analyse') => {
    if (size > mostIds) {
      say({ title: words.fewer(format.number(mostIds)) })
      return
    }
    try {
      setOpen({ what, paperIds: await idsOfChosen(chosen) })
    } catch (error) {
      say({ ...failureWords(error), tone: 'bad' })
    }
  }
  return (
    <>
      <JudgeMenus isBusy={isBusy} onJudge={onJudge} />
      {mayWrite ? (
        <Button size="sm" onClick={() => void openWithIds('file')}>
          <FolderPlus aria-hidden />
          {words.file}
        </Button>
      ) : null}
      {mayAnalyse ? (
        <Button size="sm" onClick={() => void openWithIds('analyse')}>
          <Sparkles aria-hidden />
          {words.analyse}
        </Button>
      ) : null}
      <Button size="sm" onClick={() => setOpen({ what: 'export' })}>
        <Download aria-hidden />
        {words.export}
      </Button>
      <Suspense>
        {open?.what === 'export' ? <ExportDialog papers={chosen} count={count} onClose={close} /> : null}
        {open?.what === 'file' ? (
          <FileManyDialog paperIds={open.paperIds} count={count} onClose={close} />
        ) : null}
        {open?.what === 'analyse' ? <AskManyDialog paperIds={open.paperIds} onClose={close} /> : null}
      </Suspense>
    </>
  )
}
