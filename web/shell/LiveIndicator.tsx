import type { LiveState } from '#web/lib/live.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { shellWords } from './words.ts'

const statusOf = { open: 'good', connecting: 'waiting', waiting: 'care' } as const

/** Whether what happens on the server appears here by itself. On a phone only when it does not. */
export function LiveIndicator({ state }: { readonly state: LiveState }) {
  const words = useWords(shellWords)
  return (
    <span
      role="status"
      title={words.liveHelp[state]}
      className={classes('mr-1 flex', state === 'open' && 'max-sm:hidden')}
    >
      <StatusDot status={statusOf[state]} label={words.live[state]} />
    </span>
  )
}
