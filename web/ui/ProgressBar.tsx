import { Progress } from '@base-ui/react/progress'
import { classes } from './classes.ts'

type Props = {
  readonly label: string
  /** 0 to 100; null while it is not known how far it is. */
  readonly percent: number | null
  readonly labelHidden?: boolean
  /** What stands at the right, instead of the percentage. */
  readonly value?: string
  readonly tone?: 'accent' | 'good' | 'bad'
  readonly className?: string
}

const tones = { accent: 'bg-accent', good: 'bg-good', bad: 'bg-bad' } as const

export function ProgressBar({
  label,
  percent,
  labelHidden = false,
  value,
  tone = 'accent',
  className,
}: Props) {
  return (
    <Progress.Root value={percent} className={classes('flex flex-col gap-1', className)}>
      <div className={labelHidden ? 'sr-only' : 'flex items-baseline justify-between gap-3 text-xs'}>
        <Progress.Label className="min-w-0 truncate text-ink-soft">{label}</Progress.Label>
        <Progress.Value className="shrink-0 text-ink-faint">
          {value === undefined ? undefined : () => value}
        </Progress.Value>
      </div>
      <Progress.Track className="h-1 overflow-hidden rounded-full bg-wash">
        <Progress.Indicator
          className={classes(
            'h-full rounded-full transition-[width] duration-300',
            tones[tone],
            'data-indeterminate:w-1/3 data-indeterminate:animate-sweep',
          )}
        />
      </Progress.Track>
    </Progress.Root>
  )
}
