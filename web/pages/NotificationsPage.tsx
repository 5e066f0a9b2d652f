import { useNavigate, useSearch } from '@tanstack/react-router'
import { notificationType } from '#features/notifications/contract.ts'
import { NotificationCentre } from '#features/notifications/web/centre/NotificationCentre.tsx'
import { notificationWords } from '#features/notifications/web/words.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { SubjectLink } from '../shell/SubjectLink.tsx'

/** All that a person was told. */
export function NotificationsPage() {
  const words = useWords(notificationWords)
  useTitle(words.title)
  const { unread, type } = useSearch({ from: '/frame/notifications' })
  const navigate = useNavigate()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <header className="pt-6 pb-4">
          <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
          <p className="mt-0.5 text-ink-soft">{words.centre.kept}</p>
        </header>
        <NotificationCentre
          filter={{ unread, type: notificationType.safeParse(type).data }}
          onFilter={(search) => void navigate({ to: '/notifications', search, replace: true })}
          linkTo={(subject, children, onGo) => (
            <SubjectLink subject={subject} onGo={onGo}>
              {children}
            </SubjectLink>
          )}
        />
      </div>
    </div>
  )
}
