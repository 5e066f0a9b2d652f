import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { hideLookup, type Lookup } from './lookups.ts'
import { useLookupItems } from './useLookupItems.ts'
import { importWords } from './words.ts'

const LookupResults = lazy(async () => ({ default: (await import('./LookupResults.tsx')).LookupResults }))

type Props = {
  readonly lookup: Lookup
  readonly className: string
  readonly paperLink: (paperId: string, title: ReactNode) => ReactNode
}

/** Identifiers being looked up, in the tray; opens what became of each. */
export function LookupRow({ lookup, className, paperLink }: Props) {
  const words = useWords(importWords)
  const { close } = useWords(uiWords)
  const format = useFormat()
  const [isOpen, setIsOpen] = useState(false)
  const { items, doneCount, isUnderWay, isPending } = useLookupItems(lookup)
  const countOf = (outcome: string) => items.filter((item) => item.outcome === outcome).length
  const isBusy = isUnderWay || isPending
  const refused = countOf('refused')
  return (
    <li className={className}>
      {isBusy ? (
        <ProgressBar
          className="min-w-0 flex-1"
          label={words.lookingUp(items.length)}
          percent={items.length === 0 ? null : (100 * doneCount) / items.length}
          value={words.progress(format.number(doneCount), format.number(items.length))}
        />
      ) : (
        <p role="status" className="flex min-w-0 flex-1 items-baseline gap-2">
          <StatusDot status={refused > 0 ? 'care' : 'good'} label={words.lookedUp} labelHidden />
          <span className="truncate">
            {words.lookupSummary(countOf('added'), countOf('already_there'), refused)}
          </span>
        </p>
      )}
      <Button look="quiet" size="sm" onClick={() => setIsOpen(true)}>
        {words.report}
      </Button>
      {isBusy ? null : (
        <Button look="quiet" size="sm" onClick={() => hideLookup(lookup.id)}>
          {words.hide}
        </Button>
      )}
      {isOpen ? (
        <Dialog open wide onOpen={setIsOpen} title={words.lookedUp} closeLabel={close}>
          <Suspense>
            <LookupResults lookup={lookup} paperLink={paperLink} />
          </Suspense>
        </Dialog>
      ) : null}
    </li>
  )
}
