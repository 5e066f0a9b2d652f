import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { PlacedClaim } from './claims.ts'
import { analysisWords } from './words.ts'

type Props = {
  readonly placed: PlacedClaim
  readonly isShown: boolean
  readonly onShow: () => void
}

/** One claim with the words of the paper it rests on; one that rests on none is struck through. */
export function ClaimRow({ placed: { claim }, isShown, onShow }: Props) {
  const words = useWords(analysisWords)
  const { page } = claim
  if (!claim.verified || page === null) {
    return (
      <div className="border-transparent border-l-2 py-1.5 pr-2 pl-3">
        <p className="text-ink-faint text-sm line-through decoration-1" data-untranslated>
          {claim.text}
        </p>
        <p className="mt-0.5 text-care text-xs">
          {words.notInPaper}
          {claim.doubt === null ? null : (
            <span className="text-ink-faint">: {words.doubts[claim.doubt]}</span>
          )}
        </p>
      </div>
    )
  }
  const isItsOwnQuote = claim.quote === null || claim.quote.trim() === claim.text.trim()
  return (
    <button
      type="button"
      aria-pressed={isShown}
      title={words.showPassage(page)}
      onClick={onShow}
      className={classes(
        'group block w-full border-l-2 py-1.5 pr-2 pl-3 text-left transition-colors',
        isShown ? 'border-accent bg-tint' : 'border-hairline hover:border-accent hover:bg-wash',
      )}
    >
      <span className={classes('block', isItsOwnQuote ? 'font-serif text-base' : 'text-sm')}>
        <span data-untranslated>{claim.text}</span>
        <span className="ml-2 inline-block font-sans text-2xs text-accent no-underline group-hover:underline">
          {words.page(page)}
        </span>
      </span>
      {isItsOwnQuote ? null : (
        <span
          className="mt-1 line-clamp-2 font-serif text-ink-soft text-sm group-aria-pressed:line-clamp-none"
          data-untranslated
        >
          “{claim.quote}”
        </span>
      )}
      {'numbers' in claim && claim.numbers.length > 0 ? <Numbers numbers={claim.numbers} /> : null}
    </button>
  )
}

type NumbersProps = {
  readonly numbers: readonly {
    readonly measure: string
    readonly value: string
    readonly unit: string | null
  }[]
}

/** The figures of a finding, as printed in the paper. */
function Numbers({ numbers }: NumbersProps) {
  return (
    <span className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-xs" data-untranslated>
      {numbers.map(({ measure, value, unit }) => (
        <span key={`${measure} ${value}`} className="text-ink-faint">
          {measure} <span className="font-medium text-ink">{unit === null ? value : `${value} ${unit}`}</span>
        </span>
      ))}
    </span>
  )
}
