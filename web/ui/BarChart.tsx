import { type ReactNode, useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from './classes.ts'

type Tone = 'accent' | 'soft' | 'faint' | 'bad'

const tones: Readonly<Record<Tone, string>> = {
  accent: 'bg-accent',
  soft: 'bg-accent/55',
  faint: 'bg-accent/25',
  bad: 'bg-bad',
}

export type Bar = {
  readonly key: string
  /** What is said of it when it is pointed at. */
  readonly title: string
  /** From the ground up, one on the other. */
  readonly parts: readonly number[]
}

type Props = {
  readonly caption: ReactNode
  /** How much the tallest one is, in words. */
  readonly most: string
  readonly bars: readonly Bar[]
  /** One for each part. */
  readonly tones: readonly Tone[]
  /** What the tones mean, when there is more than one. */
  readonly legend?: readonly string[]
  readonly heightPx?: number
  readonly onPick?: (key: string) => void
  readonly picked?: string | undefined
  /** What stands below the first bar and below the last. */
  readonly ends?: readonly [string, string]
  /** The same in numbers. Without one, a table beside it says them. */
  readonly table?: () => ReactNode
}

const sumOf = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0)

/** Bars side by side: a picture to those who see it, with the same figures as a table for everybody. */
export function BarChart({
  caption,
  most,
  bars,
  tones: used,
  legend = [],
  heightPx = 64,
  onPick,
  picked,
  ends,
  table,
}: Props) {
  const words = useWords(uiWords)
  const [isTable, setTable] = useState(false)
  const top = Math.max(...bars.map(({ parts }) => sumOf(parts)), 0)
  if (top === 0) return null
  return (
    <figure className="mb-4 min-w-0">
      <figcaption className="mb-1 flex flex-wrap items-baseline gap-x-3 text-ink-faint text-xs">
        <span className="font-medium text-ink-soft">{caption}</span>
        {legend.map((name, index) => (
          <span key={name} className="flex items-center gap-1">
            <span className={classes('size-2 rounded-xs', tones[used[index] ?? 'accent'])} aria-hidden />
            {name}
          </span>
        ))}
        <span className="ml-auto">{most}</span>
      </figcaption>
      <div className="flex items-end gap-px border-b" style={{ height: heightPx }} aria-hidden>
        {bars.map(({ key, title, parts }) =>
          onPick ? (
            // Who works by keyboard picks in the table, and has not to go through all the bars.
            <button
              key={key}
              type="button"
              tabIndex={-1}
              title={title}
              onClick={() => onPick(key)}
              className={classes(
                'flex h-full min-w-0 flex-1 items-end hover:bg-wash',
                key === picked && 'bg-tint',
              )}
            >
              <Column parts={parts} tones={used} share={sumOf(parts) / top} heightPx={heightPx} />
            </button>
          ) : (
            <span key={key} title={title} className="flex h-full min-w-0 flex-1 items-end">
              <Column parts={parts} tones={used} share={sumOf(parts) / top} heightPx={heightPx} />
            </span>
          ),
        )}
      </div>
      {ends === undefined ? null : (
        <div className="mt-0.5 flex justify-between gap-3 text-2xs text-ink-faint">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
      {table === undefined ? null : (
        <>
          <button
            type="button"
            aria-expanded={isTable}
            onClick={() => setTable(!isTable)}
            className="mt-1 text-ink-faint text-xs underline underline-offset-2 hover:text-ink pointer-coarse:min-h-10"
          >
            {isTable ? words.hideTable : words.showTable}
          </button>
          {isTable ? <div className="mt-2 max-h-72 overflow-y-auto">{table()}</div> : null}
        </>
      )}
    </figure>
  )
}

type ColumnProps = {
  readonly parts: readonly number[]
  readonly tones: readonly Tone[]
  /** Of the whole height. */
  readonly share: number
  readonly heightPx: number
}

function Column({ parts, tones: used, share, heightPx }: ColumnProps) {
  const sum = sumOf(parts)
  return (
    <span
      className="flex w-full flex-col-reverse overflow-hidden rounded-t-xs"
      style={{ height: sum === 0 ? 0 : Math.max(2, share * heightPx) }}
    >
      {parts.map((part, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have their places and nothing else
          key={index}
          className={classes('w-full shrink-0', tones[used[index] ?? 'accent'])}
          style={{ height: `${sum === 0 ? 0 : (part / sum) * 100}%` }}
        />
      ))}
    </span>
  )
}
