import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { PerformanceWindow } from '../contract.ts'
import { Asked } from './parts/Asked.tsx'
import { SeriesCharts } from './parts/SeriesCharts.tsx'
import { usePerformanceFormat } from './parts/use-performance-format.ts'
import { seriesQuery, subjectsQuery } from './performance-queries.ts'
import { performanceWords } from './words.ts'

type Props = {
  readonly window: PerformanceWindow
  /** What people call a kind of job. */
  readonly nameOf: (kind: string) => string
}

/** Jobs over time, and by kind how long they waited and ran. */
export function JobsView({ window, nameOf }: Props) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const series = useQuery(seriesQuery({ window, kind: 'job' }))
  const kinds = useQuery(subjectsQuery({ window, kind: 'job', by: 'total' }))
  return (
    <Section title={words.jobs} description={words.jobsHelp}>
      <Asked query={series}>
        {(data) =>
          data.total === null ? (
            <EmptyState title={words.nothing}>{words.nothingHelp}</EmptyState>
          ) : (
            <SeriesCharts series={data} good={words.done} />
          )
        }
      </Asked>
      <Asked query={kinds} rows={6}>
        {({ items }) =>
          items.length === 0 ? null : (
            <FigureTable
              label={words.jobs}
              rows={items}
              keyOf={({ subject }) => subject}
              columns={[
                { head: words.kind, cell: ({ subject }) => nameOf(subject) },
                { head: words.count, cell: ({ count }) => format.number(count) },
                {
                  head: words.failed,
                  cell: ({ failures }) => (
                    <span className={failures > 0 ? 'font-medium text-bad' : undefined}>
                      {format.number(failures)}
                    </span>
                  ),
                },
                {
                  head: words.repeats,
                  cell: ({ wait }) => format.number(wait?.repeats ?? 0),
                  wideOnly: true,
                },
                {
                  head: `${words.waited} (95 %)`,
                  cell: ({ wait }) => (wait ? format.ms(wait.p95) : ''),
                  wideOnly: true,
                },
                { head: `${words.ran} (${words.half})`, cell: ({ p50 }) => format.ms(p50), wideOnly: true },
                { head: `${words.ran} (95 %)`, cell: ({ p95 }) => format.ms(p95) },
              ]}
            />
          )
        }
      </Asked>
    </Section>
  )
}
