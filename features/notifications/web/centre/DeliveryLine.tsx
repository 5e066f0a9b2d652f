import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { Delivery } from '../../contract.ts'
import { notificationWords } from '../words.ts'

/** How far a notification is on one way out of the app. */
export function DeliveryLine({ delivery }: { readonly delivery: Delivery }) {
  const words = useWords(notificationWords)
  const format = useFormat()
  const { channel, label, state, reason, dueAt } = delivery
  const said = [
    words.states[state],
    reason === null ? undefined : words.reasons[reason],
    dueAt === null || reason !== null ? undefined : words.dueAt(format.dateTime(dueAt)),
  ].filter((part) => part !== undefined)
  return (
    <li className={classes(state === 'failed' && 'text-bad')}>
      {label ?? words.channels[channel]}: {said.join(' · ')}
    </li>
  )
}
