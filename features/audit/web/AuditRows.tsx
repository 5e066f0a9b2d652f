import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import type { AuditEntry } from '../contract.ts'
import { sayFacts } from './say-facts.ts'
import { auditWords } from './words.ts'

type Props = {
  readonly label: string
  readonly pages: {
    readonly data: { readonly pages: readonly { readonly items: readonly AuditEntry[] }[] } | undefined
    readonly error: unknown
    readonly isPending: boolean
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
    readonly refetch: () => unknown
  }
}

/** Traces, the newest first, with all that a list of them may be instead. */
export function AuditRows({ label, pages }: Props) {
  const words = useWords(auditWords)
  if (pages.isPending) return <Loading rows={5} />
  if (pages.data === undefined) return <ErrorState error={pages.error} onRetry={() => void pages.refetch()} />
  const entries = pages.data.pages.flatMap(({ items }) => items)
  if (entries.length === 0) return <EmptyState title={words.none}>{words.noneHelp}</EmptyState>
  return (
    <>
      <ol aria-label={label}>
        {entries.map((entry) => (
          <AuditRow key={entry.seq} entry={entry} />
        ))}
      </ol>
      <MoreButton pages={pages} label={words.more} />
    </>
  )
}

function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  const words = useWords(auditWords)
  const format = useFormat()
  const nowMs = useNow()
  const { seq, at, act, by, person, subject, address, facts } = entry
  const title = subject?.title ?? undefined
  const about = [
    by?.name ?? (by !== null ? undefined : act === 'sign_in_refused' ? words.stranger : words.house),
    person?.name && person.id !== by?.id ? words.about(person.name) : undefined,
    address ? words.from(address) : undefined,
    ...sayFacts(facts, words, format),
  ].filter((part) => part !== undefined)
  return (
    <li className="flex items-baseline gap-3 border-hairline border-b py-2">
      <div className="min-w-0 flex-1">
        <p className="break-words text-sm">
          <span className="font-medium">{words.acts[act]}</span>
          {title === undefined ? null : <span className="text-ink-soft">{` · ${title}`}</span>}
        </p>
        <p className="break-words text-ink-faint text-xs">{about.join(' · ')}</p>
      </div>
      <time
        dateTime={at}
        title={`${format.dateTime(at)} · #${seq}`}
        className="shrink-0 text-ink-faint text-xs tabular-nums"
      >
        {format.relative(at, nowMs)}
      </time>
    </li>
  )
}
