import { X } from 'lucide-react'
import { classes } from './classes.ts'

type Props = {
  readonly name: string
  /** The colour the person gave it, of `tagColour`; only a spot beside the name, so that the name stays readable. */
  readonly colour?: string | null
  readonly chosen?: boolean
  /** In a line of small text: no taller than the line. */
  readonly isSmall?: boolean
  readonly onPick?: (() => void) | undefined
  readonly remove?: { readonly label: string; readonly onRemove: () => void } | undefined
}

export function TagChip({ name, colour = null, chosen = false, isSmall = false, onPick, remove }: Props) {
  const inside = (
    <>
      {colour === null ? null : (
        <span
          className="size-1.5 shrink-0 rounded-full"
          style={{ backgroundColor: `var(--color-tag-${colour})` }}
          aria-hidden
        />
      )}
      <span className="truncate" data-untranslated>
        {name}
      </span>
    </>
  )
  const insideClasses = classes(
    'inline-flex min-w-0 items-center gap-1.5 px-1.5',
    isSmall ? 'leading-4' : 'leading-5',
  )
  return (
    <span
      className={classes(
        'inline-flex max-w-48 items-center rounded-sm border',
        isSmall ? 'text-2xs' : 'text-xs',
        chosen ? 'border-accent bg-tint text-accent' : 'border-hairline text-ink-soft',
      )}
    >
      {onPick === undefined ? (
        <span className={insideClasses}>{inside}</span>
      ) : (
        <button
          type="button"
          onClick={onPick}
          aria-pressed={chosen}
          className={classes(insideClasses, 'rounded-sm hover:bg-wash hover:text-ink pointer-coarse:py-1.5')}
        >
          {inside}
        </button>
      )}
      {remove === undefined ? null : (
        <button
          type="button"
          aria-label={remove.label}
          onClick={remove.onRemove}
          className="flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:bg-wash hover:text-ink pointer-coarse:size-8"
        >
          <X className="size-3" aria-hidden />
        </button>
      )}
    </span>
  )
}
