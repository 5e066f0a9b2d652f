import { Plus } from 'lucide-react'
import type { PaperDetail } from '#features/papers/contract.ts'
import { useTagPaper } from '#features/reading/web/useTagPaper.ts'
import { TagChip } from '#web/ui/TagChip.tsx'

type Props = {
  readonly paper: PaperDetail
  readonly name: string
  readonly label: string
  readonly mayWrite: boolean
}

/** A tag a reader suggests: one press puts it on the paper. */
export function SuggestedTag({ paper, name, label, mayWrite }: Props) {
  const { names, setNames } = useTagPaper(paper)
  const isOn = names.some((one) => one.toLowerCase() === name.toLowerCase())
  if (!mayWrite || isOn) return <TagChip name={name} chosen={isOn} />
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={() => setNames([...names, name])}
      className="inline-flex items-center gap-1 rounded-sm border border-edge border-dashed px-1.5 text-ink-soft text-xs leading-5 hover:border-accent hover:text-accent pointer-coarse:py-1.5"
    >
      <Plus className="size-3" aria-hidden />
      {name}
    </button>
  )
}
