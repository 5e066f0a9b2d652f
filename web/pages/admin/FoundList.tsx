import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { accountWords } from '#features/accounts/web/words.ts'
import type { Found } from '#features/admin/contract.ts'
import { auditWords } from '#features/audit/web/words.ts'
import { kindWords } from '#features/jobs/web/job-words.ts'
import { jobWords } from '#features/jobs/web/words.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { adminWords } from './words.ts'

const row = 'flex items-baseline gap-3 rounded-md px-2 py-1.5 hover:bg-wash focus-visible:bg-tint'

/** What was found, by what it is; each leads to its own page. */
export function FoundList({ asked, found }: { readonly asked: string; readonly found: Found }) {
  const words = useWords(adminWords)
  const { people, jobs, papers, events } = found
  if (people.length + jobs.length + papers.length + events.length === 0)
    return <p className="px-2 py-3 text-ink-soft text-sm">{words.foundNothing(asked)}</p>
  return (
    <div className="mt-2 flex max-w-read flex-col gap-3 border-b pb-4">
      <Group
        title={words.found.people}
        rows={people.map((one) => <PersonFound key={one.id} person={one} />)}
      />
      <Group title={words.found.jobs} rows={jobs.map((one) => <JobFound key={one.id} job={one} />)} />
      <Group
        title={words.found.papers}
        rows={papers.map(({ id, title, authors, year }) => (
          <Link key={id} to="/papers/$paperId" params={{ paperId: id }} className={row}>
            <Words first={title} rest={[authors[0], year === null ? undefined : String(year)]} />
          </Link>
        ))}
      />
      <Group
        title={words.found.events}
        rows={events.map((one) => <EventFound key={one.seq} entry={one} />)}
      />
    </div>
  )
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly ReactNode[] }) {
  if (rows.length === 0) return null
  return (
    <section aria-label={title}>
      <h3 className="px-2 text-2xs text-ink-faint">{title}</h3>
      {rows}
    </section>
  )
}

function Words({ first, rest }: { readonly first: string; readonly rest: readonly (string | undefined)[] }) {
  return (
    <>
      <span className="min-w-0 truncate text-sm">{first}</span>
      <span className="min-w-0 flex-1 truncate text-ink-faint text-xs">
        {rest.filter((part) => part !== undefined).join(' · ')}
      </span>
    </>
  )
}

function PersonFound({ person }: { readonly person: Found['people'][number] }) {
  const words = useWords(adminWords)
  const { roleNames } = useWords(accountWords)
  const { name, email, role, isActive } = person
  return (
    <Link to="/security/people" search={{ q: email }} className={row}>
      <Words first={name} rest={[email, roleNames[role], isActive ? undefined : words.deactivated]} />
    </Link>
  )
}

function JobFound({ job }: { readonly job: Found['jobs'][number] }) {
  const words = useWords(jobWords)
  const format = useFormat()
  const { id, kind, state, createdAt } = job
  return (
    <Link to="/jobs/$jobId" params={{ jobId: id }} className={row}>
      <Words first={kindWords(words, kind, kind)} rest={[words.states[state], format.dateTime(createdAt)]} />
    </Link>
  )
}

function EventFound({ entry }: { readonly entry: Found['events'][number] }) {
  const words = useWords(auditWords)
  const format = useFormat()
  const { act, by, person, address, at } = entry
  const name = person?.name ?? by?.name ?? undefined
  return (
    <Link to="/security/trail" search={{ act, ...(name && { q: name }) }} className={row}>
      <Words first={words.acts[act]} rest={[name, address ?? undefined, format.dateTime(at)]} />
    </Link>
  )
}
