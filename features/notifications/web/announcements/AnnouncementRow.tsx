import { Trash2 } from 'lucide-react'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { IconButton } from '#web/ui/IconButton.tsx'
import type { Announcement } from '../../contract.ts'
import { notificationWords } from '../words.ts'

type Props = { readonly announcement: Announcement; readonly onTakeBack: () => void }

export function AnnouncementRow({ announcement, onTakeBack }: Props) {
  const words = useWords(notificationWords).announcements
  const format = useFormat()
  const spoken = useStoredChoice(language)
  const { toldAt, tellAt, toldCount, readCount, deliveries } = announcement
  const { title } = announcement.words[spoken]
  const facts = [
    ...(toldAt === null ? [words.waiting(format.dateTime(tellAt))] : []),
    ...(toldCount > 0 ? [words.told(toldCount), words.read(readCount)] : []),
    ...(deliveries.sent > 0 ? [words.sent(deliveries.sent)] : []),
    ...(deliveries.failed > 0 ? [words.failed(deliveries.failed)] : []),
  ]
  return (
    <li className="flex items-center gap-2 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm">{title}</p>
        <p className="text-ink-faint text-xs">{facts.join(' · ')}</p>
      </div>
      <IconButton icon={<Trash2 aria-hidden />} label={words.takeBack(title)} onClick={onTakeBack} />
    </li>
  )
}
