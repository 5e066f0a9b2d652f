import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { BarChart } from '#web/ui/BarChart.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { PerformanceWindow } from '../../contract.ts'
import { processesQuery, seriesQuery } from '../performance-queries.ts'
import { performanceWords } from '../words.ts'
import { Asked } from './Asked.tsx'
import { stepsOf } from './SeriesCharts.tsx'
import { usePerformanceFormat } from './use-performance-format.ts'

/** What the processes are doing by themselves, each and together over time. */
export function ProcessPanel({ window }: { readonly window: PerformanceWindow }) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const processes = useQuery(processesQuery)
  const loop = useQuery(seriesQuery({ window, kind: 'loop', subject: 'lag' }))
  const memory = useQuery(seriesQuery({ window, kind: 'memory', subject: 'rss' }))
  const gauges = [
    { caption: words.loopOverTime, data: loop.data, write: format.ms },
    { caption: words.memoryOverTime, data: memory.data, write: format.sizeBytes },
  ]
  return (
    <Section title={words.processes} description={words.processesHelp}>
      <Asked query={processes}>
        {({ items, poolMax }) =>
          items.length === 0 ? (
            <p className="text-ink-soft">{words.nothing}</p>
          ) : (
            <FigureTable
              label={words.processes}
              rows={items}
              keyOf={({ process }) => process}
              columns={[
                { head: words.process, cell: ({ process }) => process },
                { head: words.perSecond, cell: (each) => format.one(each.requestsPerSecond) },
                { head: '95 %', cell: (each) => format.ms(each.requestP95Ms), wideOnly: true },
                { head: words.loop, cell: (each) => format.ms(each.loopP99Ms) },
                { head: words.memory, cell: (each) => format.sizeBytes(each.memoryBytes) },
                {
                  head: words.connections,
                  cell: ({ busyConnections, waitingForConnection }) => (
                    <>
                      {words.ofMost(format.number(busyConnections), format.number(poolMax))}
                      {waitingForConnection > 0 ? (
                        <span className="block text-care text-xs">
                          {words.waitingFor(format.number(waitingForConnection))}
                        </span>
                      ) : null}
                    </>
                  ),
                  wideOnly: true,
                },
              ]}
            />
          )
        }
      </Asked>
      <div className="mt-6 grid gap-x-8 md:grid-cols-2">
        {gauges.map(({ caption, data, write }) =>
          data === undefined || data.points.length === 0 ? null : (
            <BarChart
              key={caption}
              caption={caption}
              most={words.atMost(write(Math.max(...data.points.map(({ most }) => most))))}
              bars={stepsOf(data).map(({ at, point }) => ({
                key: at,
                title: point
                  ? `${format.time(at, data.stepSeconds)}: ${write(point.p99)}`
                  : format.time(at, data.stepSeconds),
                parts: point ? [point.p99] : [],
              }))}
              tones={['soft']}
              ends={[format.time(data.from, data.stepSeconds), format.time(data.to, data.stepSeconds)]}
              table={() => (
                <FigureTable
                  label={caption}
                  rows={data.points.toReversed()}
                  keyOf={({ at }) => at}
                  columns={[
                    { head: words.at, cell: ({ at }) => format.time(at, data.stepSeconds) },
                    { head: words.half, cell: ({ p50 }) => write(p50) },
                    { head: '99 %', cell: ({ p99 }) => write(p99) },
                    { head: words.slowest, cell: ({ most }) => write(most) },
                  ]}
                />
              )}
            />
          ),
        )}
      </div>
    </Section>
  )
}
