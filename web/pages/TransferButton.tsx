import { FolderSymlink } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { transferWords } from '#features/transfers/web/words.ts'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { useLibraries } from './useLibraries.ts'

const TransferDialog = lazy(async () => ({
  default: (await import('#features/transfers/web/TransferDialog.tsx')).TransferDialog,
}))

type Props = {
  readonly paper: { readonly id: string; readonly libraryId: string }
  /** The heading of its command. */
  readonly group: string
  readonly onMoved: () => void
}

/** Copies or moves a paper to another library; only for who has another one to put it in. */
export function TransferButton({ paper, group, onMoved }: Props) {
  const words = useWords(transferWords)
  const libraries = useLibraries()
  const [isOpen, setIsOpen] = useState(false)
  const targets = libraries.filter(({ id, mayEdit }) => mayEdit && id !== paper.libraryId)
  const open = () => setIsOpen(true)
  useActions(targets.length === 0 ? [] : [{ id: 'transfer', title: words.openAction, group, run: open }])
  if (targets.length === 0) return null
  return (
    <>
      <Button look="quiet" size="sm" onClick={open}>
        <FolderSymlink aria-hidden />
        {words.open}
      </Button>
      <Suspense>
        {isOpen ? (
          <TransferDialog
            paperIds={[paper.id]}
            libraries={targets}
            mayMove={libraries.some(({ id, mayEdit }) => mayEdit && id === paper.libraryId)}
            onClose={() => setIsOpen(false)}
            onMoved={onMoved}
          />
        ) : null}
      </Suspense>
    </>
  )
}
