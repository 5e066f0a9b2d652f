import { Quote } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { exportWords } from './words.ts'

const CiteDialog = lazy(async () => ({ default: (await import('./CiteDialog.tsx')).CiteDialog }))

type Props = { readonly paperId: string; readonly mayWrite: boolean; readonly group: string }

/** Opens the citation of a paper, by mouse or by the letter c. */
export function CiteButton({ paperId, mayWrite, group }: Props) {
  const words = useWords(exportWords)
  const [isOpen, setIsOpen] = useState(false)
  useActions([{ id: 'paper.cite', title: words.citeTitle, group, keys: 'c', run: () => setIsOpen(true) }])
  return (
    <>
      <Button size="sm" onClick={() => setIsOpen(true)}>
        <Quote aria-hidden />
        {words.cite}
      </Button>
      <Suspense>
        {isOpen ? (
          <CiteDialog paperId={paperId} mayWrite={mayWrite} onClose={() => setIsOpen(false)} />
        ) : null}
      </Suspense>
    </>
  )
}
