import { Field } from '@base-ui/react/field'
import { classes } from './classes.ts'
import { inputClasses } from './TextField.tsx'

type Props = {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly rows?: number
  readonly maxLength?: number
}

export function TextArea({ label, hint, value, onValue, rows = 6, maxLength }: Props) {
  return (
    <Field.Root className="flex flex-col gap-1">
      <Field.Label className="font-medium text-ink-soft text-xs">{label}</Field.Label>
      <Field.Control
        value={value}
        onValueChange={onValue}
        render={<textarea rows={rows} maxLength={maxLength} />}
        className={classes(inputClasses, 'h-auto resize-y py-1.5 pointer-coarse:h-auto')}
      />
      {hint === undefined ? null : (
        <Field.Description className="text-ink-faint text-xs">{hint}</Field.Description>
      )}
    </Field.Root>
  )
}
