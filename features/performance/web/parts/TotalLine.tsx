import { useWords } from '#web/lib/words/useWords.ts'
import { performanceWords } from '../words.ts'
import { usePerformanceFormat } from './use-performance-format.ts'

type Total = {
  readonly count: number
  readonly failures: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

/** The whole window in one line of figures. */
export function TotalLine({ total, seconds }: { readonly total: Total; readonly seconds: number }) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const { count, failures, p50, p95, p99 } = total
  const figures = [
    { name: words.count, figure: format.number(count) },
    { name: words.perSecond, figure: format.one(count / seconds) },
    { name: words.median, figure: format.ms(p50) },
    { name: words.p95, figure: format.ms(p95) },
    { name: words.p99, figure: format.ms(p99) },
    { name: words.errors, figure: format.percent(failures / count), isBad: failures > 0 },
  ]
  return (
    <dl className="mb-5 grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-3 lg:grid-cols-6">
      {figures.map(({ name, figure, isBad = false }) => (
        <div key={name} className="flex flex-col-reverse justify-end">
          <dt className="text-ink-faint text-xs">{name}</dt>
          <dd className={isBad ? 'font-semibold text-bad text-lg' : 'font-semibold text-lg'}>{figure}</dd>
        </div>
      ))}
    </dl>
  )
}
