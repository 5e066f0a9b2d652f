import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { type ImportEntry, pastedName } from '../contract.ts'
import { useReasonWords } from './useReasonWords.ts'
import { importWords } from './words.ts'

type Props = {
  readonly entry: ImportEntry
  /** A link to a paper that stands in the library. */
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
}

const statuses = {
  added: 'good',
  merged: 'good',
  attached: 'good',
  already_there: 'off',
  refused: 'bad',
} as const

/** What became of one entry: where it stood, what was filled in, why it was refused. */
export function EntryRow({ entry, paperLink }: Props) {
  const words = useWords(importWords)
  const reasonWords = useReasonWords()
  const fieldNames: Readonly<Record<string, string>> = words.fields
  const fields = entry.filledFields.map((field) => fieldNames[field] ?? field).join(', ')
  const fileName = entry.fileName === pastedName ? words.pasted : entry.fileName
  const title = entry.title ?? fileName
  // A paper that was added is only kept out by bringing the import back.
  const isLeft = entry.outcome === 'added' && entry.undo === 'kept'
  const isThere = entry.paperId !== null && !(entry.outcome === 'added' && entry.undo !== null)
  return (
    <div className="flex items-baseline gap-3 py-1.5">
      <span className="w-24 shrink-0">
        <StatusDot status={statuses[entry.outcome]} label={words.outcomes[entry.outcome]} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate">
          {isThere && entry.paperId !== null ? paperLink(entry.paperId, title) : title}
        </span>
        <span className="block break-words text-ink-faint text-xs">
          {[
            fileName,
            entry.line === null ? null : words.line(entry.line),
            entry.reason === null ? null : reasonWords(entry.reason),
            fields === '' ? null : words.filled(fields),
            entry.undo === null ? null : words.undoStates[isLeft ? 'left' : entry.undo],
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
    </div>
  )
}
