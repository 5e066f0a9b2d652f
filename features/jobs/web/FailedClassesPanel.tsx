import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { controlAllJobs, type FailedClass } from '../contract.ts'
import { useChange } from './HousePanels.tsx'
import { kindWords } from './job-words.ts'
import { failedClassesQuery } from './jobs-query.ts'
import { useErrorWords } from './useErrorWords.ts'
import { jobWords } from './words.ts'

/** Failed jobs by kind and reason: whoever mended the reason runs all of them again at once. */
export function FailedClassesPanel() {
  const words = useWords(jobWords)
  const classes = useQuery(failedClassesQuery)
  return (
    <Section title={words.failures} description={words.failuresHelp}>
      {classes.isPending ? <Loading rows={2} /> : null}
      {classes.error ? (
        <ErrorState error={classes.error} onRetry={() => void classes.refetch()} small />
      ) : null}
      {classes.data?.items.length === 0 ? <p className="text-ink-soft">{words.noFailures}</p> : null}
      <ul aria-label={words.failures} className="divide-y empty:hidden">
        {classes.data?.items.map((one) => (
          <ClassRow key={`${one.kind} ${one.errorCode}`} failed={one} />
        ))}
      </ul>
    </Section>
  )
}

function ClassRow({ failed }: { readonly failed: FailedClass }) {
  const words = useWords(jobWords)
  const errorWords = useErrorWords()
  const format = useFormat()
  const nowMs = useNow()
  const { kind, errorCode, count, lastAt, lastMessage } = failed
  const retry = useChange(async () => {
    const body = { action: 'retry', state: 'failed', kind, errorCode } as const
    const { changed } = await call(controlAllJobs, { body })
    say({ title: words.retriedMany(changed) })
  })
  const name = `${kindWords(words, kind, kind)}: ${errorWords(errorCode)}`
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1.5 py-2.5">
      <div className="min-w-0 flex-1 basis-72">
        <p className="break-words font-medium text-sm">{name}</p>
        <p className="text-ink-faint text-xs">
          <Link
            to="/jobs/all"
            search={{ state: 'failed', kind, errorCode }}
            className="text-accent hover:underline"
          >
            {words.failedCount(count, format.number(count))}
          </Link>
          {' · '}
          <time dateTime={lastAt} title={format.dateTime(lastAt)}>
            {words.failedLast(format.relative(lastAt, nowMs))}
          </time>
        </p>
        {lastMessage === null ? null : (
          <code className="line-clamp-2 text-ink-faint text-xs wrap-anywhere" lang="en">
            {lastMessage}
          </code>
        )}
      </div>
      <Button
        size="sm"
        busy={retry.isPending}
        onClick={() => retry.mutate(undefined)}
        aria-label={`${words.retryClass}: ${name}`}
      >
        {words.retryClass}
      </Button>
    </li>
  )
}
