import { Field } from '@base-ui/react/field'
import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

export const inputClasses = classes(
  'h-8 w-full min-w-0 rounded-md border border-edge bg-sheet px-2.5 text-base text-ink',
  'hover:border-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0',
  'disabled:opacity-60 aria-invalid:border-bad pointer-coarse:h-10 pointer-coarse:text-[1rem]',
)

type Props = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'defaultValue'> & {
  readonly label: string
  /** The label is only for screen readers (a search box beside its own icon). */
  readonly labelHidden?: boolean
  readonly hint?: ReactNode
  /** What is wrong with the value, as a sentence; also read aloud. */
  readonly error?: string | undefined
  readonly value: string
  readonly onValue: (value: string) => void
}

export function TextField({
  label,
  labelHidden = false,
  hint,
  error,
  value,
  onValue,
  className,
  ...rest
}: Props) {
  return (
    <Field.Root className={classes('flex flex-col gap-1', className)} invalid={error !== undefined}>
      <Field.Label className={labelHidden ? 'sr-only' : 'font-medium text-ink-soft text-xs'}>
        {label}
      </Field.Label>
      <Field.Control {...rest} value={value} onValueChange={onValue} className={inputClasses} />
      {hint === undefined ? null : (
        <Field.Description className="text-ink-faint text-xs">{hint}</Field.Description>
      )}
      {error === undefined ? null : (
        <Field.Error match className="text-bad text-xs" role="alert">
          {error}
        </Field.Error>
      )}
    </Field.Root>
  )
}
