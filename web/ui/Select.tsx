import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { usePageStands } from '#web/lib/first-drawing.ts'
import { classes } from './classes.ts'

type Option<Value extends string> = { readonly value: Value; readonly label: string }

const looks = {
  framed: 'border-edge bg-sheet hover:border-ink-faint data-popup-open:border-accent',
  quiet: 'border-transparent text-ink-soft hover:bg-wash hover:text-ink data-popup-open:bg-wash',
}

const iconClasses = 'text-ink-faint'

type Props<Value extends string> = {
  readonly label: string
  readonly labelHidden?: boolean
  readonly options: readonly Option<Value>[]
  readonly value: Value
  readonly onValue: (value: Value) => void
  /** `quiet` for a row of filters and the like: no frame until it is pointed at. */
  readonly look?: 'framed' | 'quiet'
  /** It narrows something: tinted, so that it is seen. */
  readonly isSet?: boolean
  readonly disabled?: boolean
  readonly className?: string
}

export function Select<Value extends string>(props: Props<Value>) {
  const {
    label,
    labelHidden,
    options,
    value,
    onValue,
    look = 'framed',
    isSet = false,
    disabled,
    className,
  } = props
  const isAnswering = usePageStands()
  const frame = classes('flex flex-col gap-1', className)
  const labelClasses = labelHidden === true ? 'sr-only' : 'font-medium text-ink-soft text-xs'
  const fieldClasses = classes(
    'flex h-8 min-w-0 items-center justify-between gap-2 rounded-md border px-2.5 text-sm transition-colors pointer-coarse:h-10',
    looks[look],
    disabled === true && 'opacity-60',
    isSet && 'bg-tint font-medium text-accent',
  )
  const icon = <ChevronDown className="size-3.5" aria-hidden />
  if (!isAnswering) {
    return (
      <div className={frame}>
        <span className={labelClasses}>{label}</span>
        <button type="button" disabled aria-label={label} className={fieldClasses}>
          <span className="truncate">{options.find((option) => option.value === value)?.label}</span>
          <span className={iconClasses}>{icon}</span>
        </button>
      </div>
    )
  }
  return (
    <Base.Root
      items={options}
      value={value}
      disabled={disabled === true}
      onValueChange={(next) => next !== null && onValue(next)}
    >
      <div className={frame}>
        <Base.Label className={labelClasses}>{label}</Base.Label>
        <Base.Trigger className={fieldClasses}>
          <Base.Value className="truncate" />
          <Base.Icon className={iconClasses}>{icon}</Base.Icon>
        </Base.Trigger>
      </div>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-40 outline-none">
          <Base.Popup className="min-w-(--anchor-width) rounded-lg border border-hairline bg-sheet p-1 shadow-pop outline-none transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0">
            <Base.List className="max-h-(--available-height) overflow-y-auto">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="grid cursor-default grid-cols-[1fr_1rem] items-center gap-3 rounded-md px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-tint pointer-coarse:py-2.5"
                >
                  <Base.ItemText>{option.label}</Base.ItemText>
                  <Base.ItemIndicator>
                    <Check className="size-3.5 text-accent" aria-hidden />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
