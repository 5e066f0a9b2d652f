import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { Notification } from '../contract.ts'
import { notificationWords } from './words.ts'

export function NotificationRow({ notification }: { readonly notification: Notification }) {
  const words = useWords(notificationWords)
  const format = useFormat()
  const nowMs = useNow()
  const isUnread = notification.readAt === null
  const counts = countsOf(notification.facts).map(([name, count]) => words.counts[name](count))
  return (
    <span className="flex gap-2.5 px-4 py-row hover:bg-wash">
      <span
        className={classes('mt-1.5 size-1.5 shrink-0 rounded-full', isUnread && 'bg-accent')}
        aria-hidden
      />
      <span className="min-w-0 flex-1">
        {isUnread ? <span className="sr-only">{words.unread}: </span> : null}
        <span className={classes('line-clamp-2 text-sm', isUnread ? 'font-medium' : 'text-ink-soft')}>
          {words.types[notification.type](notification.subject?.title ?? null)}
        </span>
        <span className="text-ink-faint text-xs">
          {[format.relative(notification.createdAt, nowMs), ...counts].join(' · ')}
        </span>
      </span>
    </span>
  )
}

const countNames = [
  'papers',
  'answered',
  'failed',
  'added',
  'alreadyThere',
  'refused',
  'suggested',
  'found',
] as const
type CountName = (typeof countNames)[number]

/** The counts among the facts that say something: `{ answered: 2, failed: 0 }` is two answers, `{ addedCount: 3 }` three papers. */
function countsOf(facts: Notification['facts']): [CountName, number][] {
  return countNames.flatMap((name): [CountName, number][] => {
    const count = facts[name] ?? facts[`${name}Count`]
    return typeof count === 'number' && count > 0 ? [[name, count]] : []
  })
}
