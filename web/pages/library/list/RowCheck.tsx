import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { libraryWords } from '../words.ts'

type Props = {
  readonly title: string
  readonly isSelected: boolean
  readonly isChoosing: boolean
  readonly onCheck: (shiftKey: boolean) => void
}

/** The box that chooses a row: seen when the pointer is there, when something is chosen, and always under a finger. */
export function RowCheck({ title, isSelected, isChoosing, onCheck }: Props) {
  const words = useWords(libraryWords)
  return (
    // biome-ignore lint/a11y/useSemanticElements: see PaperGrid
    <span role="gridcell" tabIndex={-1} className="flex shrink-0 items-center justify-center">
      <label
        className={classes(
          'flex size-6 items-center justify-center pointer-coarse:size-9',
          isSelected || isChoosing
            ? ''
            : 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100 pointer-coarse:opacity-100',
        )}
        // The keyboard stays with the row.
        onMouseDown={(event) => event.preventDefault()}
      >
        <input
          type="checkbox"
          tabIndex={-1}
          checked={isSelected}
          aria-label={words.choose(title)}
          onChange={() => undefined}
          onClick={(event) => onCheck(event.shiftKey)}
          className="size-4 accent-accent"
        />
      </label>
    </span>
  )
}
