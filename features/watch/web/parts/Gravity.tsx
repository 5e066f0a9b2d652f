import { useWords } from '#web/lib/words/useWords.ts'
import { type Status, StatusDot } from '#web/ui/StatusDot.tsx'
import type { WatchAnswer } from '../../contract.ts'
import { watchWords } from '../words.ts'

const statuses: Readonly<Record<WatchAnswer, Status>> = {
  noted: 'off',
  slowed: 'care',
  challenged: 'care',
  guarded: 'bad',
  locked: 'bad',
}

/** What was done at the gravest, and whether something is still in force. */
export function Gravity({ answer, isActive }: { readonly answer: WatchAnswer; readonly isActive: boolean }) {
  const words = useWords(watchWords)
  return (
    <>
      <StatusDot status={statuses[answer]} label={words.answerNames[answer]} />
      {isActive ? <span className="block text-ink-soft text-xs">{words.inForce}</span> : null}
    </>
  )
}
