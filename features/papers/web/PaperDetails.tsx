import type { ReactNode } from 'react'
import type { RecordField } from '#contract/record-fields.ts'
import type { PaperDetail } from '../contract.ts'
import { RemovePaper } from './RemovePaper.tsx'
import { RecordFields } from './record/RecordFields.tsx'

type Props = {
  readonly paper: PaperDetail
  readonly mayWrite: boolean
  /** What stands beside a field: other values to choose from, say. */
  readonly fieldTools?: ((field: RecordField, label: string) => ReactNode) | undefined
  /** How it is cited. */
  readonly citation?: ReactNode
  /** Other papers that are the same work. */
  readonly versions?: ReactNode
  /** Who says what of the paper. */
  readonly sources?: ReactNode
  readonly onRemoved: () => void
}

/** The record of a paper, and what belongs to it. */
export function PaperDetails({ paper, mayWrite, fieldTools, citation, versions, sources, onRemoved }: Props) {
  return (
    <div className="flex flex-col gap-6 px-4 py-4">
      <RecordFields paper={paper} mayWrite={mayWrite} fieldTools={fieldTools} />
      {citation}
      {versions}
      {sources}
      {mayWrite ? (
        <div>
          <RemovePaper paper={paper} onRemoved={onRemoved} />
        </div>
      ) : null}
    </div>
  )
}
