import { useFormat } from '#web/lib/format.ts'

const heightPx = 64

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
  const most = Math.max(0, ...bars.map(({ value }) => value))
  if (most === 0) return null
  const ends = [bars[0]?.label, bars.at(-1)?.label]
  return (
    <figure>
      <figcaption className="mb-1 flex justify-between text-ink-faint text-xs">
        <span>{label}</span>
        <span>{sayValue(most)}</span>
      </figcaption>
      <div className="flex items-end gap-px border-b" style={{ height: heightPx }} aria-hidden>
        {bars.map((bar) => (
          <div
            key={bar.label}
            title={`${bar.label}: ${sayValue(bar.value)}`}
            className="min-w-0 flex-1 rounded-t-xs bg-accent"
            style={{ height: bar.value === 0 ? 0 : Math.max(2, (bar.value / most) * heightPx) }}
          />
        ))}
      </div>
      <p className="mt-0.5 flex justify-between text-ink-faint text-xs" aria-hidden>
        {ends.map((end) => (
          <span key={end}>{end}</span>
        ))}
      </p>
    </figure>
  )
}
