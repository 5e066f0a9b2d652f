import { capsOf } from '#web/lib/keys.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from './classes.ts'

type Props = {
  /** A shortcut as actions write it: `mod+k`, `g l`. */
  readonly keys: string
  readonly onDark?: boolean
}

/** The caps of a shortcut; of presses one after the other it says so. */
export function Kbd({ keys, onDark = false }: Props) {
  const { nextPress } = useWords(uiWords)
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap">
      {capsOf(keys).map((caps, at) => (
        // The same key may be pressed twice: its place tells the presses apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: presses never change their places
        <span key={at} className="inline-flex items-center gap-1">
          {at > 0 ? <span className="text-2xs text-ink-faint">{nextPress}</span> : null}
          <kbd
            className={classes(
              'rounded-sm border px-1 font-sans text-2xs leading-4',
              onDark ? 'border-paper/40' : 'border-hairline bg-paper text-ink-faint',
            )}
          >
            {caps.join(' ')}
          </kbd>
        </span>
      ))}
    </span>
  )
}
