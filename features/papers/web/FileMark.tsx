import { useWords } from '#web/lib/words/useWords.ts'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import type { FileState } from '../contract.ts'
import { paperWords } from './words.ts'

/** Only what is not as usual is worth a mark: text still coming, or none to be had. */
export function FileMark({ state }: { readonly state: FileState | null }) {
  const words = useWords(paperWords)
  if (state === null || state === 'read') return null
  const status = { stored: 'waiting', reading: 'active', unreadable: 'care' } as const
  return <StatusDot status={status[state]} label={words.fileStates[state]} />
}
