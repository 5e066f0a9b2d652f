import { Download, FolderPlus, Sparkles, Tag, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { libraryWords } from '../words.ts'
import type { Chosen } from './chosen.ts'
import { JudgeMenus } from './JudgeMenus.tsx'
import type { Acts } from './useAct.ts'

const ExportDialog = lazy(async () => ({
  default: (await import('#features/exports/web/ExportDialog.tsx')).ExportDialog,
}))
const CollectionChooser = lazy(async () => ({
  default: (await import('#features/reading/web/collections/CollectionChooser.tsx')).CollectionChooser,
}))
const AskManyDialog = lazy(async () => ({
  default: (await import('#features/analysis/web/AskManyDialog.tsx')).AskManyDialog,
}))
const TagManyDialog = lazy(async () => ({ default: (await import('./TagManyDialog.tsx')).TagManyDialog }))

type Props = {
  readonly chosen: Chosen
  /** How many papers it is, in words. */
  readonly count: string
  readonly mayWrite: boolean
  readonly mayAnalyse: boolean
  readonly acts: Acts
  /** Moves it to the trash; what is chosen is gone from the list then. */
  readonly onTrash: () => void
}

type Open = { readonly what: 'export' | 'tag' | 'file' | 'analyse' }

/** What can be done with the chosen papers at once, by the bar and by its keys. */
export function BulkActions(props: Props) {
  const { chosen, count, mayWrite, mayAnalyse, acts, onTrash } = props
  const words = useWords(libraryWords)
  const [open, setOpen] = useState<Open | undefined>(undefined)
  const close = () => setOpen(undefined)
  const { group, tag, file, trash } = words.actions
  useActions(
    mayWrite
      ? [
          { id: 'bulk.tag', title: tag, group, keys: 't', run: () => setOpen({ what: 'tag' }) },
          { id: 'bulk.file', title: file, group, keys: 'c', run: () => setOpen({ what: 'file' }) },
          { id: 'bulk.trash', title: trash, group, keys: 'Delete', otherKeys: '#', run: onTrash },
        ]
      : [],
  )
  return (
    <>
      <JudgeMenus isBusy={acts.isBusy} onJudge={(change) => void acts.judge(chosen, change)} />
      {mayWrite ? (
        <>
          <Button size="sm" disabled={acts.isBusy} onClick={() => setOpen({ what: 'tag' })}>
            <Tag aria-hidden />
            {tag}
          </Button>
          <Button size="sm" disabled={acts.isBusy} onClick={() => setOpen({ what: 'file' })}>
            <FolderPlus aria-hidden />
            {words.bulk.file}
          </Button>
        </>
      ) : null}
      {mayAnalyse ? (
        <Button size="sm" onClick={() => setOpen({ what: 'analyse' })}>
          <Sparkles aria-hidden />
          {words.bulk.analyse}
        </Button>
      ) : null}
      <Button size="sm" onClick={() => setOpen({ what: 'export' })}>
        <Download aria-hidden />
        {words.bulk.export}
      </Button>
      {mayWrite ? (
        <Button size="sm" look="danger" disabled={acts.isBusy} onClick={onTrash}>
          <Trash2 aria-hidden />
          {words.bulk.trash}
        </Button>
      ) : null}
      <Suspense>
        {open?.what === 'export' ? <ExportDialog papers={chosen} count={count} onClose={close} /> : null}
        {open?.what === 'tag' ? (
          <TagManyDialog chosen={chosen} count={count} acts={acts} onClose={close} />
        ) : null}
        {open?.what === 'file' ? (
          <CollectionChooser
            count={count}
            onChoose={(collection) => {
              close()
              void acts.file(chosen, collection)
            }}
            onClose={close}
          />
        ) : null}
        {open?.what === 'analyse' ? <AskManyDialog papers={chosen} count={count} onClose={close} /> : null}
      </Suspense>
    </>
  )
}
