import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import type { EntryOutcome, ImportReport } from '../contract.ts'
import { importWords } from './words.ts'

type Props = {
  readonly report: Pick<
    ImportReport,
    'addedCount' | 'mergedCount' | 'attachedCount' | 'alreadyThereCount' | 'refusedCount' | 'doneCount'
  >
  readonly value: EntryOutcome | undefined
  readonly onValue: (value: EntryOutcome | undefined) => void
}

/** Narrows the entries to those of one outcome; an outcome that no entry has is not offered. */
export function OutcomeFilter({ report, value, onValue }: Props) {
  const words = useWords(importWords)
  const format = useFormat()
  const counts: readonly (readonly [EntryOutcome | undefined, number])[] = [
    [undefined, report.doneCount],
    ['refused', report.refusedCount],
    ['merged', report.mergedCount],
    ['attached', report.attachedCount],
    ['already_there', report.alreadyThereCount],
    ['added', report.addedCount],
  ]
  return (
    <fieldset className="mb-2 flex flex-wrap gap-1">
      <legend className="sr-only">{words.filter}</legend>
      {counts
        .filter(([outcome, count]) => outcome === undefined || outcome === value || count > 0)
        .map(([outcome, count]) => (
          <button
            key={outcome ?? 'all'}
            type="button"
            aria-pressed={value === outcome}
            onClick={() => onValue(outcome)}
            className={classes(
              'flex h-7 items-center gap-1.5 rounded-md px-2.5 text-xs transition-colors pointer-coarse:h-10',
              value === outcome ? 'bg-tint font-medium text-accent' : 'text-ink-soft hover:bg-wash',
            )}
          >
            {outcome === undefined ? words.all : words.outcomes[outcome]}
            <span className="tabular-nums opacity-70">{format.number(count)}</span>
          </button>
        ))}
    </fieldset>
  )
}
