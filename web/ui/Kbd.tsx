import { capsOf } from '#web/lib/keys.ts'
import { classes } from './classes.ts'

type Props = {
  /** A shortcut as actions write it: `mod+k`, `g l`. */
  readonly keys: string
  readonly onDark?: boolean
}

/** The caps of a shortcut. */
export function Kbd({ keys, onDark = false }: Props) {
  const presses = capsOf(keys)
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {presses.map((caps) => (
        <kbd
          key={caps.join('+')}
          className={classes(
            'rounded-sm border px-1 font-sans text-2xs leading-4',
            onDark ? 'border-paper/40' : 'border-hairline bg-paper text-ink-faint',
          )}
        >
          {caps.join(' ')}
        </kbd>
      ))}
    </span>
  )
}
