import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'
import { Tooltip } from './Tooltip.tsx'

type Props = Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & {
  /** What it does: its name for screen readers, and its tooltip. */
  readonly label: string
  readonly icon: ReactNode
  /** Keys of its shortcut, shown in the tooltip. */
  readonly keys?: string
}

const iconClasses =
  'inline-flex size-8 shrink-0 items-center justify-center rounded-md text-ink-soft transition-colors pointer-coarse:size-10 [&_svg]:size-4'

/** A link that looks like one. */
export const iconLinkClasses = `${iconClasses} hover:bg-wash hover:text-ink`

export function IconButton({ label, icon, keys, className, ...rest }: Props) {
  return (
    <Tooltip text={label} keys={keys}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classes(
          iconClasses,
          'enabled:hover:bg-wash enabled:hover:text-ink disabled:opacity-50 aria-pressed:bg-tint aria-pressed:text-accent',
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
