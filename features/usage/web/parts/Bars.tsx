import { useFormat } from '#web/lib/format.ts'
import { BarChart } from '#web/ui/BarChart.tsx'

type Props = {
  /** What is drawn, also for those who do not see it. */
  readonly label: string
  readonly bars: readonly { readonly label: string; readonly value: number }[]
  /** How a value is said; as a number unless told. */
  readonly say?: (value: number) => string
}

/** Values beside each other as bars, with the highest named; each says its own when pointed at. */
export function Bars({ label, bars, say }: Props) {
  const format = useFormat()
  const sayValue = say ?? format.number
  return (
    <BarChart
      caption={label}
      most={sayValue(Math.max(0, ...bars.map(({ value }) => value)))}
      bars={bars.map((bar) => ({
        key: bar.label,
        title: `${bar.label}: ${sayValue(bar.value)}`,
        parts: [bar.value],
      }))}
      tones={['accent']}
      ends={[bars[0]?.label ?? '', bars.at(-1)?.label ?? '']}
    />
  )
}
