import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import type { Choosing } from './list/useSelection.ts'
import { libraryWords } from './words.ts'

type Props = {
  readonly choosing: Choosing
  readonly total: number
  readonly totalIsExact: boolean
  /** What can be done with it. */
  readonly children: ReactNode
}

/** What is chosen, and what can be done with all of it at once. */
export function BulkBar({ choosing, total, totalIsExact, children }: Props) {
  const words = useWords(libraryWords)
  const format = useFormat()
  const { selection, size } = choosing
  const isAll = selection.kind === 'all'
  return (
    <div
      role="toolbar"
      aria-label={words.bulk.title}
      className="flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-t bg-paper px-3 py-2 md:px-4"
    >
      <p className="min-w-0 font-medium text-sm" role="status">
        {isAll
          ? words.bulk.all(total, format.number(total), totalIsExact)
          : words.bulk.some(size, format.number(size))}
      </p>
      {isAll || size >= total ? null : (
        <Button look="quiet" size="sm" onClick={choosing.all}>
          {words.bulk.chooseAll(total, format.number(total), totalIsExact)}
        </Button>
      )}
      <div className="ml-auto flex flex-wrap items-center gap-1.5">
        {children}
        <IconButton
          icon={<X aria-hidden />}
          label={words.actions.chooseNone}
          keys="Escape"
          onClick={choosing.clear}
        />
      </div>
    </div>
  )
}
