import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useNow } from '#web/lib/useNow.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { type Notification, sayCounts, saySentence } from '../contract.ts'
import { notificationWords } from './words.ts'

export function NotificationRow({ notification }: { readonly notification: Notification }) {
  const words = useWords(notificationWords)
  const format = useFormat()
  const spoken = useStoredChoice(language)
  const nowMs = useNow()
  const isUnread = notification.readAt === null
  return (
    <span className="flex gap-2.5 px-4 py-row hover:bg-wash">
      <span
        className={classes('mt-1.5 size-1.5 shrink-0 rounded-full', isUnread && 'bg-accent')}
        aria-hidden
      />
      <span className="min-w-0 flex-1">
        {isUnread ? <span className="sr-only">{words.unread}: </span> : null}
        <span className={classes('line-clamp-2 text-sm', isUnread ? 'font-medium' : 'text-ink-soft')}>
          {saySentence(spoken, notification)}
        </span>
        <span className="text-ink-faint text-xs">
          {[format.relative(notification.createdAt, nowMs), ...sayCounts(spoken, notification)].join(' · ')}
        </span>
      </span>
    </span>
  )
}
