import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { PerformanceWindow, SubjectOrder } from '../contract.ts'
import { Asked } from './parts/Asked.tsx'
import { OrderSelect } from './parts/OrderSelect.tsx'
import { ProcessPanel } from './parts/ProcessPanel.tsx'
import { SeriesCharts } from './parts/SeriesCharts.tsx'
import { StretchPanel } from './parts/StretchPanel.tsx'
import { TotalLine } from './parts/TotalLine.tsx'
import { usePerformanceFormat } from './parts/use-performance-format.ts'
import { seriesQuery, subjectsQuery } from './performance-queries.ts'
import { performanceWords } from './words.ts'

type Props = {
  readonly window: PerformanceWindow
  readonly nameOf: (userId: string) => string | undefined
}

type Stretch = { readonly from: string; readonly to: string; readonly route?: string }

/** Requests over time, the ones behind a peak, the routes that took most, and the processes that answer. */
export function RequestsView({ window, nameOf }: Props) {
  const words = useWords(performanceWords)
  const series = useQuery(seriesQuery({ window, kind: 'request' }))
  const [stretch, setStretch] = useState<Stretch | undefined>(undefined)
  return (
    <>
      <Section title={words.overTime} description={words.overTimeHelp}>
        <Asked query={series} rows={6}>
          {(data) =>
            data.total === null ? (
              <EmptyState title={words.nothing}>{words.nothingHelp}</EmptyState>
            ) : (
              <>
                <TotalLine
                  total={data.total}
                  seconds={(Date.parse(data.to) - Date.parse(data.from)) / 1_000}
                />
                <SeriesCharts
                  series={data}
                  good={words.answered}
                  picked={stretch?.route === undefined ? stretch?.from : undefined}
                  onPick={(from) =>
                    setStretch({
                      from,
                      to: new Date(Date.parse(from) + data.stepSeconds * 1_000).toISOString(),
                    })
                  }
                />
              </>
            )
          }
        </Asked>
      </Section>
      {stretch ? <StretchPanel {...stretch} nameOf={nameOf} onClose={() => setStretch(undefined)} /> : null}
      <RoutesPanel window={window} onPick={setStretch} />
      <ProcessPanel window={window} />
    </>
  )
}

function RoutesPanel({
  window,
  onPick,
}: {
  readonly window: PerformanceWindow
  readonly onPick: (stretch: Stretch) => void
}) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const [by, setBy] = useState<SubjectOrder>('total')
  const routes = useQuery(subjectsQuery({ window, kind: 'request', by }))
  return (
    <Section title={words.routes} description={words.routesHelp}>
      <OrderSelect value={by} onValue={setBy} />
      <Asked query={routes} rows={6}>
        {({ items, from, to }) =>
          items.length === 0 ? (
            <p className="text-ink-soft">{words.nothing}</p>
          ) : (
            <FigureTable
              label={words.routes}
              rows={items}
              keyOf={({ subject }) => subject}
              columns={[
                {
                  head: words.route,
                  cell: ({ subject }) => (
                    <button
                      type="button"
                      title={words.show}
                      className="text-left font-mono text-accent text-xs hover:underline pointer-coarse:min-h-10"
                      onClick={() => onPick({ from, to, route: subject })}
                    >
                      {subject}
                    </button>
                  ),
                },
                { head: words.count, cell: ({ count }) => format.number(count) },
                {
                  head: words.errors,
                  cell: ({ failures }) => (
                    <span className={failures > 0 ? 'font-medium text-bad' : undefined}>
                      {format.number(failures)}
                    </span>
                  ),
                  wideOnly: true,
                },
                { head: words.half, cell: ({ p50 }) => format.ms(p50), wideOnly: true },
                { head: '95 %', cell: ({ p95 }) => format.ms(p95) },
                { head: '99 %', cell: ({ p99 }) => format.ms(p99), wideOnly: true },
                {
                  head: words.queries,
                  cell: ({ queries, queryMs }) => `${format.one(queries)} (${format.ms(queryMs)})`,
                  wideOnly: true,
                },
                { head: words.share, cell: ({ share }) => format.percent(share) },
              ]}
            />
          )
        }
      </Asked>
    </Section>
  )
}
