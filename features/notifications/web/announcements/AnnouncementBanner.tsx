import { useQuery } from '@tanstack/react-query'
import { Megaphone, X } from 'lucide-react'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useNow } from '#web/lib/useNow.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import { type Notification, sayAnnouncement } from '../../contract.ts'
import { useMarking } from '../useMarking.ts'
import { notificationWords } from '../words.ts'
import { standingQuery } from './announcement-queries.ts'

/** What is announced and not yet over, until the person closes it; with the time that is left until it begins. */
export function AnnouncementBanner() {
  const words = useWords(notificationWords).announcements
  const standing = useQuery(standingQuery)
  const { mark } = useMarking()
  const spoken = useStoredChoice(language)
  const format = useFormat()
  const nowMs = useNow()
  const isOver = ({ facts: { endsAt } }: Notification) =>
    typeof endsAt === 'string' && Date.parse(endsAt) <= nowMs
  const when = ({ facts: { beginsAt } }: Notification) => {
    if (typeof beginsAt !== 'string') return undefined
    return Date.parse(beginsAt) > nowMs ? words.begins(format.relative(beginsAt, nowMs)) : words.begun
  }
  return (standing.data?.items ?? [])
    .filter((one) => !isOver(one))
    .map((one) => (
      <section
        key={one.id}
        aria-label={words.title}
        className="flex shrink-0 items-start gap-3 border-b bg-tint px-3 py-2 text-sm md:px-4"
      >
        <Megaphone className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
        <p className="min-w-0 flex-1">
          <strong className="font-semibold">{sayAnnouncement(spoken, one)?.title}</strong>
          {when(one) === undefined ? null : <span className="text-accent"> · {when(one)}</span>}
          <span className="block whitespace-pre-line text-ink-soft empty:hidden">
            {sayAnnouncement(spoken, one)?.body}
          </span>
        </p>
        <IconButton
          icon={<X aria-hidden />}
          label={words.dismiss}
          onClick={() => mark.mutate({ ids: [one.id] })}
        />
      </section>
    ))
}
