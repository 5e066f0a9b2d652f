import { Download } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import type { ExportChoice } from './export-address.ts'
import { exportWords } from './words.ts'

const ExportDialog = lazy(async () => ({ default: (await import('./ExportDialog.tsx')).ExportDialog }))

type Props = {
  readonly choice: ExportChoice
  /** How many papers it is, as the list says it. */
  readonly count: string
  readonly group: string
}

/** Opens the export of what the list shows, by mouse or by the letter e. */
export function ExportButton({ choice, count, group }: Props) {
  const words = useWords(exportWords)
  const [isOpen, setIsOpen] = useState(false)
  useActions([{ id: 'export', title: words.exportTitle, group, keys: 'e', run: () => setIsOpen(true) }])
  return (
    <>
      <Button onClick={() => setIsOpen(true)} aria-label={words.export}>
        <Download aria-hidden />
        <span className="max-md:hidden">{words.export}</span>
      </Button>
      <Suspense>
        {isOpen ? <ExportDialog choice={choice} count={count} onClose={() => setIsOpen(false)} /> : null}
      </Suspense>
    </>
  )
}
