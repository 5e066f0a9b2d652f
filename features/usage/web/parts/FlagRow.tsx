import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import type { UsageFlag } from '../../contract.ts'
import { usageWords } from '../words.ts'
import { type FlagDecision, FlagDialog } from './FlagDialog.tsx'

/** One thing that was unusual: of whom, why in words and numbers, and what to do about it. */
export function FlagRow({ flag }: { readonly flag: UsageFlag }) {
  const words = useWords(usageWords)
  const format = useFormat()
  const nowMs = useNow()
  const [asked, setAsked] = useState<FlagDecision | undefined>(undefined)
  const { person, kind, measure, seen, usual, mads, comparedWith, network, at, state, note } = flag
  const say = (value: number) =>
    measure === 'micro_usd' ? format.costMicroUsd(Math.round(value)) : format.number(Math.round(value))
  const what = words.measured[measure](say(seen))
  return (
    <li className="flex flex-col gap-1.5 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <p className="min-w-0 flex-1 break-words text-sm">
          <span className="font-medium">{person.name}</span>: {words.unusual[kind](what, network ?? '')}
        </p>
        {state === 'open' ? null : <Badge>{words.flagStates[state]}</Badge>}
        <time dateTime={at} title={format.dateTime(at)} className="shrink-0 text-ink-faint text-xs">
          {format.relative(at, nowMs)}
        </time>
      </div>
      <p className="text-ink-soft text-xs">
        {words.usually(say(usual), format.number(Math.round(mads)))} {words.compared[comparedWith]}
      </p>
      {note === null ? null : <p className="text-ink-faint text-xs break-words">{note}</p>}
      {state === 'open' ? (
        <div className="flex flex-wrap gap-2">
          {(['clear', 'limit', 'lock'] as const).map((decision) => (
            <Button key={decision} onClick={() => setAsked(decision)}>
              {words.decisions[decision]}
            </Button>
          ))}
        </div>
      ) : null}
      {asked === undefined ? null : (
        <FlagDialog flag={flag} decision={asked} onClose={() => setAsked(undefined)} />
      )}
    </li>
  )
}
