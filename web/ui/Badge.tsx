import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type Tone = 'plain' | 'accent' | 'good' | 'care' | 'bad'

const tones: Readonly<Record<Tone, string>> = {
  plain: 'border-hairline text-ink-soft',
  accent: 'border-transparent bg-tint text-accent',
  good: 'border-transparent bg-good-tint text-good',
  care: 'border-transparent bg-care-tint text-care',
  bad: 'border-transparent bg-bad-tint text-bad',
}

type Props = { readonly tone?: Tone; readonly children: ReactNode }

export function Badge({ tone = 'plain', children }: Props) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 rounded-sm border px-1.5 text-2xs whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  )
}
