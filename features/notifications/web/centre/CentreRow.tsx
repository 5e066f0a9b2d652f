import { Mail, MailOpen, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import type { Notification } from '../../contract.ts'
import { NotificationRow } from '../NotificationRow.tsx'
import { useMarking } from '../useMarking.ts'
import { notificationWords } from '../words.ts'
import { DeliveryLine } from './DeliveryLine.tsx'

type Props = {
  readonly notification: Notification
  readonly linkTo: (subject: Notification['subject'], children: ReactNode, onGo: () => void) => ReactNode
}

export function CentreRow({ notification, linkTo }: Props) {
  const words = useWords(notificationWords)
  const { mark, remove } = useMarking()
  const { id, readAt, subject, deliveries } = notification
  const isUnread = readAt === null
  const toggle = () => mark.mutate(isUnread ? { ids: [id] } : { ids: [id], unread: true })
  return (
    <li className="flex items-start gap-1 py-1">
      <div className="min-w-0 flex-1">
        {linkTo(subject, <NotificationRow notification={notification} />, () => {
          if (isUnread) mark.mutate({ ids: [id] })
        })}
        {deliveries.length > 0 ? (
          <ul className="flex flex-wrap gap-x-4 pr-4 pb-1 pl-8 text-ink-faint text-xs">
            {deliveries.map((delivery) => (
              <DeliveryLine key={`${delivery.channel} ${delivery.label ?? ''}`} delivery={delivery} />
            ))}
          </ul>
        ) : null}
      </div>
      <IconButton
        icon={isUnread ? <MailOpen aria-hidden /> : <Mail aria-hidden />}
        label={isUnread ? words.centre.markRead : words.centre.markUnread}
        onClick={toggle}
      />
      <IconButton
        icon={<Trash2 aria-hidden />}
        label={words.centre.delete}
        onClick={() => remove.mutate(id)}
      />
    </li>
  )
}
