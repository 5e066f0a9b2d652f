import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { deviceOf } from '#web/lib/device-name.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { endOtherSessions, endSession, listSessions, type Session } from '../../contract.ts'
import { securityWords } from './words.ts'

const key = ['account', 'sessions']

/** Where the person is signed in, and the way out of each. */
export function SessionsPanel() {
  const words = useWords(securityWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const sessions = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(listSessions, {}, { signal }),
    staleTime: 0,
  })
  const endingOthers = useMutation({
    mutationFn: () => call(endOtherSessions, {}),
    onSuccess: ({ count }) => say({ title: words.endedOthers(count) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  const items = sessions.data?.items ?? []
  return (
    <Section title={words.sessions} description={words.sessionsHelp}>
      {sessions.isPending ? <Loading rows={2} /> : null}
      {sessions.isError ? (
        <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} small />
      ) : null}
      <ul aria-label={words.sessions} className="divide-y border-y empty:hidden">
        {items.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      {items.length > 1 ? (
        <Button className="mt-4" onClick={() => endingOthers.mutate()} busy={endingOthers.isPending}>
          {words.endOthers}
        </Button>
      ) : null}
    </Section>
  )
}

function SessionRow({ session }: { readonly session: Session }) {
  const words = useWords(securityWords)
  const format = useFormat()
  const nowMs = useNow()
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const ending = useMutation({
    mutationFn: () => call(endSession, { params: { sessionId: session.id } }),
    onSuccess: () => say({ title: words.ended }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: key }),
  })
  const { browser, system, other } = deviceOf(session.userAgent)
  const device = browser && system ? words.onSystem(browser, system) : (other ?? words.unknownDevice)
  const about = [
    session.address ? words.from(session.address) : undefined,
    words.since(format.dateTime(session.createdAt)),
    words.lastUsed(format.relative(session.lastUsedAt, nowMs)),
  ].filter((part) => part !== undefined)
  return (
    <li className="flex items-center gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-2 font-medium">
          <span className="break-all">{device}</span>
          {session.isThis ? <Badge>{words.thisSession}</Badge> : null}
        </p>
        <p className="break-words text-ink-faint text-xs">{about.join(' · ')}</p>
      </div>
      {session.isThis ? null : (
        <Button
          size="sm"
          look="quiet"
          busy={ending.isPending}
          onClick={() => ending.mutate()}
          aria-label={words.endOf(device)}
        >
          {words.end}
        </Button>
      )}
    </li>
  )
}
