import { Check, X } from 'lucide-react'
import { classes } from './classes.ts'

export type Status = 'waiting' | 'active' | 'good' | 'care' | 'bad' | 'off'

type Props = {
  readonly status: Status
  /** The word for it; colour and shape never stand alone. */
  readonly label: string
  readonly labelHidden?: boolean
}

const colours: Readonly<Record<Status, string>> = {
  waiting: 'text-ink-faint',
  active: 'text-accent',
  good: 'text-good',
  care: 'text-care',
  bad: 'text-bad',
  off: 'text-ink-faint',
}

export function StatusDot({ status, label, labelHidden = false }: Props) {
  return (
    <span className={classes('inline-flex items-center gap-1.5 text-xs', colours[status])}>
      <span className="flex size-3 items-center justify-center" aria-hidden>
        <Shape status={status} />
      </span>
      {/* The words give the baseline, whatever the shape beside them. */}
      <span className={labelHidden ? 'sr-only' : 'self-baseline whitespace-nowrap'}>{label}</span>
    </span>
  )
}

/** Each state has a shape of its own, for eyes that do not tell the colours apart. */
function Shape({ status }: { readonly status: Status }) {
  switch (status) {
    case 'good':
      return <Check className="size-3" strokeWidth={3} />
    case 'bad':
      return <X className="size-3" strokeWidth={3} />
    case 'active':
      return <span className="size-2 animate-breathe rounded-full bg-current" />
    case 'care':
      return <span className="size-2 rotate-45 bg-current" />
    case 'waiting':
      return <span className="size-2 rounded-full border-[1.5px] border-current" />
    case 'off':
      return <span className="h-[1.5px] w-2 bg-current" />
  }
}
