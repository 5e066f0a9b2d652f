import { classes } from '#web/ui/classes.ts'
import type { HighlightColour } from '../contract.ts'

const spotClasses: Readonly<Record<HighlightColour, string>> = {
  yellow: 'bg-[oklch(0.83_0.16_92)]',
  red: 'bg-[oklch(0.68_0.17_22)]',
  green: 'bg-[oklch(0.72_0.15_150)]',
  blue: 'bg-[oklch(0.68_0.12_245)]',
  purple: 'bg-[oklch(0.67_0.14_310)]',
}

/** A pen’s colour beside words, in both themes; what it means is said by a word. */
export function Spot({
  colour,
  className,
}: {
  readonly colour: HighlightColour
  readonly className: string
}) {
  return <span className={classes('shrink-0 rounded-full', spotClasses[colour], className)} aria-hidden />
}
