import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type Props = {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly checked: boolean
  /** Some of what it stands for is chosen. */
  readonly mixed?: boolean
  readonly disabled?: boolean
  readonly onChecked: (checked: boolean) => void
  readonly className?: string
}

export function Checkbox({
  label,
  hint,
  checked,
  mixed = false,
  disabled = false,
  onChecked,
  className,
}: Props) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's checkbox is a control with a hidden input in it
    <label
      className={classes('flex min-h-7 items-start gap-2 py-1 text-sm', disabled && 'opacity-60', className)}
    >
      <Base.Root
        checked={checked}
        indeterminate={mixed}
        disabled={disabled}
        onCheckedChange={onChecked}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-edge bg-sheet data-checked:border-accent data-indeterminate:border-accent data-checked:bg-accent data-indeterminate:bg-accent"
      >
        <Base.Indicator className="text-on-accent">
          {mixed ? (
            <Minus className="size-3" strokeWidth={3} />
          ) : (
            <Check className="size-3" strokeWidth={3} />
          )}
        </Base.Indicator>
      </Base.Root>
      <span className="flex min-w-0 flex-col">
        <span>{label}</span>
        {hint === undefined ? null : <span className="text-ink-faint text-xs">{hint}</span>}
      </span>
    </label>
  )
}
