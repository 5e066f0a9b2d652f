import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { type Announcement, takeBackAnnouncement } from '../../contract.ts'
import { notificationWords } from '../words.ts'
import { AnnouncementForm, type Library } from './AnnouncementForm.tsx'
import { AnnouncementRow } from './AnnouncementRow.tsx'
import { announcementsQuery } from './announcement-queries.ts'

/** What was and will be announced, whom it reached, and a form for the next one. */
export function AnnouncementsPanel({ libraries }: { readonly libraries: readonly Library[] }) {
  const words = useWords(notificationWords).announcements
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const announcements = useQuery(announcementsQuery)
  const [isWriting, setIsWriting] = useState(false)
  const takingBack = useMutation({
    mutationFn: (announcementId: Announcement['id']) =>
      call(takeBackAnnouncement, { params: { announcementId } }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: announcementsQuery.queryKey }),
  })
  return (
    <Section title={words.title} description={words.help}>
      {announcements.isPending ? <Loading rows={2} /> : null}
      {announcements.isError ? (
        <ErrorState error={announcements.error} onRetry={() => void announcements.refetch()} small />
      ) : null}
      {announcements.data?.items.length === 0 ? <p className="pb-3 text-ink-soft">{words.none}</p> : null}
      <ul className="mb-3 divide-y border-y empty:hidden">
        {announcements.data?.items.map((one) => (
          <AnnouncementRow key={one.id} announcement={one} onTakeBack={() => takingBack.mutate(one.id)} />
        ))}
      </ul>
      {isWriting ? (
        <AnnouncementForm libraries={libraries} onDone={() => setIsWriting(false)} />
      ) : (
        <Button onClick={() => setIsWriting(true)}>{words.write}</Button>
      )}
    </Section>
  )
}
