import type { TagColour } from '#contract/tag-colours.ts'
import { classes } from '#web/ui/classes.ts'

/** The colour of a tag as a spot; a ring where it has none. The name stands beside it. */
export function TagSpot({
  colour,
  className,
}: {
  readonly colour: TagColour | null
  readonly className?: string
}) {
  return (
    <span
      className={classes(
        'size-2.5 shrink-0 rounded-full',
        colour === null && 'border border-edge',
        className,
      )}
      style={colour === null ? undefined : { backgroundColor: `var(--color-tag-${colour})` }}
      aria-hidden
    />
  )
}
