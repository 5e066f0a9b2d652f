import { useWords } from '#web/lib/words/useWords.ts'
import { type Bar, BarChart } from '#web/ui/BarChart.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import type { MeasuredPoint } from '../../contract.ts'
import { performanceWords } from '../words.ts'
import { usePerformanceFormat } from './use-performance-format.ts'

export type Series = {
  readonly from: string
  readonly to: string
  readonly stepSeconds: number
  readonly points: readonly MeasuredPoint[]
}

type Props = {
  readonly series: Series
  /** What good ones are called: answered, done. */
  readonly good: string
  readonly onPick?: (at: string) => void
  readonly picked?: string | undefined
}

/** Every step of the time, those in which nothing was measured too. */
export function stepsOf({
  from,
  to,
  stepSeconds,
  points,
}: Series): { at: string; point: MeasuredPoint | undefined }[] {
  const known = new Map(points.map((point) => [Date.parse(point.at), point]))
  const stepMs = stepSeconds * 1_000
  const first = Math.floor(Date.parse(from) / stepMs) * stepMs
  const steps = Math.ceil((Date.parse(to) - first) / stepMs)
  return Array.from({ length: steps }, (_, index) => {
    const at = first + index * stepMs
    return { at: new Date(at).toISOString(), point: known.get(at) }
  })
}

/** How much was done and how long it took, one chart above the other, over the same time. */
export function SeriesCharts({ series, good, onPick, picked }: Props) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const steps = stepsOf(series)
  const time = (at: string) => format.time(at, series.stepSeconds)
  const bars = (
    titleOf: (point: MeasuredPoint) => string,
    partsOf: (point: MeasuredPoint) => number[],
  ): Bar[] =>
    steps.map(({ at, point }) => ({
      key: at,
      title: point ? `${time(at)}: ${titleOf(point)}` : time(at),
      parts: point ? partsOf(point) : [],
    }))
  const counts = bars(
    ({ count, failures }) => `${format.number(count)} ${good}, ${format.number(failures)} ${words.failed}`,
    ({ count, failures }) => [failures, count - failures],
  )
  const durations = bars(
    ({ p50, p95, p99 }) => `${format.ms(p50)} · ${format.ms(p95)} · ${format.ms(p99)}`,
    ({ p50, p95, p99 }) => [p50, p95 - p50, p99 - p95],
  )
  const mostOf = (of: (point: MeasuredPoint) => number) => Math.max(0, ...series.points.map(of))
  const table = (label: string) => (
    <FigureTable
      label={label}
      rows={series.points.toReversed()}
      keyOf={({ at }) => at}
      columns={[
        {
          head: words.at,
          cell: ({ at }) =>
            onPick ? (
              <button
                type="button"
                className="text-accent hover:underline pointer-coarse:min-h-10"
                title={words.show}
                onClick={() => onPick(at)}
              >
                {time(at)}
              </button>
            ) : (
              time(at)
            ),
        },
        { head: words.count, cell: ({ count }) => format.number(count) },
        { head: words.errors, cell: ({ failures }) => format.number(failures) },
        { head: words.half, cell: ({ p50 }) => format.ms(p50), wideOnly: true },
        { head: '95 %', cell: ({ p95 }) => format.ms(p95) },
        { head: '99 %', cell: ({ p99 }) => format.ms(p99), wideOnly: true },
      ]}
    />
  )
  const shared = { ...(onPick ? { onPick } : {}), picked }
  return (
    <>
      <BarChart
        {...shared}
        caption={words.throughput}
        most={words.atMost(format.number(mostOf(({ count }) => count)))}
        bars={counts}
        tones={['bad', 'accent']}
        legend={[words.failed, good]}
      />
      <BarChart
        {...shared}
        caption={words.durations}
        most={words.atMost(format.ms(mostOf(({ p99 }) => p99)))}
        bars={durations}
        tones={['accent', 'soft', 'faint']}
        legend={[words.half, '95 %', '99 %']}
        heightPx={96}
        ends={[time(series.from), time(series.to)]}
        table={() => table(words.overTime)}
      />
    </>
  )
}
