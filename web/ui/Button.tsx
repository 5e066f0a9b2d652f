import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

type Look = 'primary' | 'plain' | 'quiet' | 'danger'
type Size = 'sm' | 'md'

const looks: Readonly<Record<Look, string>> = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-strong',
  plain: 'border border-hairline bg-sheet text-ink enabled:hover:bg-wash enabled:hover:border-edge',
  quiet: 'text-ink-soft enabled:hover:bg-wash enabled:hover:text-ink',
  danger: 'border border-hairline bg-sheet text-bad enabled:hover:border-bad enabled:hover:bg-bad-tint',
}
const sizes: Readonly<Record<Size, string>> = {
  sm: 'h-7 gap-1.5 px-2.5 text-xs',
  md: 'h-8 gap-2 px-3 text-sm',
}

/** The classes of a button, for links that look like one. */
export function buttonClasses(look: Look = 'plain', size: Size = 'md'): string {
  return classes(
    'inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap select-none',
    'transition-colors disabled:opacity-55 pointer-coarse:min-h-10 [&_svg]:size-4 [&_svg]:shrink-0',
    looks[look],
    sizes[size],
  )
}

type Props = ComponentProps<'button'> & {
  readonly look?: Look
  readonly size?: Size
  /** At work on the last press: cannot be pressed again, and says so to screen readers. */
  readonly busy?: boolean
}

export function Button({ look, size, busy = false, className, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || busy}
      aria-busy={busy || undefined}
      className={classes(buttonClasses(look, size), busy && 'animate-breathe', className)}
    />
  )
}
