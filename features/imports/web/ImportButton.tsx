import { FilePlus2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { forgetOffered, useOffered } from './offered.ts'
import type { TargetLibrary } from './target-library.ts'
import { importWords } from './words.ts'

const AddPapersDialog = lazy(async () => ({
  default: (await import('./AddPapersDialog.tsx')).AddPapersDialog,
}))

type Props = {
  /** Where papers may be added; the first is offered. */
  readonly libraries: readonly TargetLibrary[]
  /** The heading of its command. */
  readonly group: string
  /** A link to a paper that stands in the library. */
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
}

/** Opens the dialog in which papers are added: by file, by drop, by paste. */
export function ImportButton({ libraries, group, paperLink }: Props) {
  const words = useWords(importWords)
  const [isOpen, setIsOpen] = useState(false)
  const offered = useOffered()
  const close = () => {
    setIsOpen(false)
    forgetOffered()
  }
  useActions([{ id: 'import', title: words.add, group, keys: 'a', run: () => setIsOpen(true) }])
  return (
    <>
      <Button look="primary" onClick={() => setIsOpen(true)} title={words.addHint}>
        <FilePlus2 aria-hidden />
        <span className="max-sm:sr-only">{words.add}</span>
      </Button>
      <Suspense>
        {isOpen || offered !== undefined ? (
          <AddPapersDialog libraries={libraries} paperLink={paperLink} offered={offered} onClose={close} />
        ) : null}
      </Suspense>
    </>
  )
}
