import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { Tooltip } from '#web/ui/Tooltip.tsx'
import { type HighlightColour, highlightColours } from '../contract.ts'
import { Spot } from './Spot.tsx'
import { highlightWords } from './words.ts'

type Props = {
  /** Undefined: none is chosen. */
  readonly value: HighlightColour | undefined
  readonly onPick: (colour: HighlightColour) => void
  /** What a press does, by the name of the colour. */
  readonly label: (name: string) => string
  /** The keys 1 to 5 do the same. */
  readonly hasKeys?: boolean
}

/** The five pens. */
export function ColourPicker({ value, onPick, label, hasKeys = false }: Props) {
  const { colours } = useWords(highlightWords)
  return highlightColours.map((colour, at) => (
    <Tooltip key={colour} text={label(colours[colour])} keys={hasKeys ? String(at + 1) : undefined}>
      <button
        type="button"
        aria-label={label(colours[colour])}
        aria-pressed={value === undefined ? undefined : value === colour}
        onClick={() => onPick(colour)}
        className="flex size-7 items-center justify-center rounded-md hover:bg-wash aria-pressed:bg-tint pointer-coarse:size-10"
      >
        <Spot
          colour={colour}
          className={classes(
            'size-4 border border-edge',
            value === colour && 'outline-2 outline-accent outline-offset-1',
          )}
        />
      </button>
    </Tooltip>
  ))
}
