import { ChevronRight } from 'lucide-react'
import { classes } from '#web/ui/classes.ts'

export type Fold = {
  readonly hasChildren: boolean
  readonly isOpen: boolean
  /** What a press does, with the name of the branch. */
  readonly label: string
  readonly onToggle: (isOpen: boolean) => void
}

/** Opens and closes a branch; a leaf has its room. The keyboard does it with the arrows on the row. */
export function TreeFold({ hasChildren, isOpen, label, onToggle }: Fold) {
  if (!hasChildren) return <span className="w-6 shrink-0" />
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      aria-expanded={isOpen}
      onClick={() => onToggle(!isOpen)}
      className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:text-ink"
    >
      <ChevronRight className={classes('size-3.5 transition-transform', isOpen && 'rotate-90')} aria-hidden />
    </button>
  )
}
