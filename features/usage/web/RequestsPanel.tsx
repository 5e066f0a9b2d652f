import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { exportRequests, type RequestLine } from '../contract.ts'
import { Bars } from './parts/Bars.tsx'
import { requestsQuery, type Whose } from './usage-queries.ts'
import { usageWords } from './words.ts'

const days = 30
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))
const mostPeople = 10

/** How often the API was asked: each day, by hour of the day, and by whom. */
export function RequestsPanel({ whose }: { readonly whose: Whose }) {
  const words = useWords(usageWords)
  const format = useFormat()
  const byDay = useQuery(requestsQuery(whose, 'day', days))
  const byHour = useQuery(requestsQuery(whose, 'hour', days))
  const all = byDay.data?.items ?? []
  const sum = (of: (line: RequestLine) => number) => all.reduce((total, line) => total + of(line), 0)
  const failed = sum(({ failedRequests }) => failedRequests)
  return (
    <Section
      title={words.requests}
      {...(byDay.data ? { description: words.requestsHelp(byDay.data.timeZone) } : {})}
    >
      {byDay.isPending ? <Loading rows={3} /> : null}
      {byDay.isError ? <ErrorState error={byDay.error} onRetry={() => void byDay.refetch()} small /> : null}
      {byDay.data?.items.length === 0 ? <p className="text-ink-soft">{words.noRequests}</p> : null}
      {byDay.data !== undefined && all.length > 0 ? (
        <>
          <p className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
            <span>{words.requestsSum(format.number(sum(({ requests }) => requests)), words.days(days))}</span>
            {failed > 0 ? (
              <span className="text-care">{words.requestsFailed(format.number(failed))}</span>
            ) : null}
            {whose === 'everybody' ? (
              <a
                href={`${exportRequests.path}?by=day&days=${days}`}
                download
                className={buttonClasses('plain')}
              >
                {words.save}
              </a>
            ) : null}
          </p>
          <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
            <Bars
              label={words.requestsByDay}
              bars={daysUntil(all.at(-1)?.label ?? '').map((day) => ({
                label: format.date(`${day}T12:00:00Z`),
                value: all.find(({ label }) => label === day)?.requests ?? 0,
              }))}
            />
            <Bars
              label={words.requestsByHour}
              bars={hours.map((hour) => ({
                label: words.hour(hour),
                value: byHour.data?.items.find(({ label }) => label === hour)?.requests ?? 0,
              }))}
            />
          </div>
          {whose === 'everybody' ? <RequestsOfPeople /> : null}
        </>
      ) : null}
    </Section>
  )
}

const dayMs = 86_400_000

/** The last days up to one, oldest first. */
function daysUntil(last: string): string[] {
  const lastMs = Date.parse(`${last}T12:00:00Z`)
  return Array.from({ length: days }, (_, index) =>
    new Date(lastMs - (days - 1 - index) * dayMs).toISOString().slice(0, 10),
  )
}

function RequestsOfPeople() {
  const words = useWords(usageWords)
  const format = useFormat()
  const people = useQuery(requestsQuery('everybody', 'person', days))
  const number = 'py-1.5 pl-3 text-right tabular-nums'
  return (
    <table className="mt-4 w-full border-y text-sm">
      <thead className="text-ink-faint text-xs">
        <tr className="border-b">
          <th className="py-1.5 text-left font-medium">{words.label.person}</th>
          <th className={`${number} font-medium`}>{words.requests}</th>
          <th className={`${number} font-medium`}>{words.refused}</th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {(people.data?.items ?? []).slice(0, mostPeople).map((line) => (
          <tr key={line.userId}>
            <th scope="row" className="py-1.5 text-left font-normal wrap-anywhere">
              {line.label ?? words.somebody}
            </th>
            <td className={number}>{format.number(line.requests)}</td>
            <td className={number}>{format.number(line.failedRequests)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
