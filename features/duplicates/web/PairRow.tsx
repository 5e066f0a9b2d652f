import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import type { Side, Suggestion } from '../contract.ts'
import type { usePairDecisions } from './usePairDecisions.ts'
import { duplicateWords } from './words.ts'

export type Links = {
  readonly paperLink: (paperId: string, children: ReactNode) => ReactNode
  readonly compareLink: (pair: readonly [string, string], children: ReactNode) => ReactNode
}
type Props = Links & { readonly pair: Suggestion; readonly decisions: ReturnType<typeof usePairDecisions> }

/** Two papers that may be one, why, and what can be done about it. */
export function PairRow({ pair, decisions, paperLink, compareLink }: Props) {
  const words = useWords(duplicateWords)
  const format = useFormat()
  const [one, other] = keptFirst(pair)
  const isDropped = pair.reasons.some(({ kind }) => kind === 'doi_in_file')
  return (
    <li className="px-4 py-row md:px-5">
      <p className="flex flex-wrap items-center gap-1.5">
        <Badge tone={pair.kind === 'duplicate' ? 'care' : 'accent'}>{words.kinds[pair.kind]}</Badge>
        <span className="text-ink-faint text-xs">{words.sure(format.percent(pair.strength))}</span>
        {pair.reasons.map(({ kind, strength }) => (
          <Badge key={kind}>
            {words.reasons[kind]}
            {kind === 'first_page' ? ` ${format.percent(strength)}` : ''}
          </Badge>
        ))}
      </p>
      <div className="mt-2 grid gap-x-6 gap-y-2 md:grid-cols-2">
        <PairSide side={one} paperLink={paperLink} />
        <PairSide side={other} paperLink={paperLink} />
      </div>
      <div className="mt-2.5 flex flex-wrap gap-2">
        {isDropped ? (
          <Button
            size="sm"
            look="primary"
            disabled={decisions.isBusy}
            onClick={() => void decisions.merge({ paperId: one.id, otherId: other.id })}
          >
            {words.attach}
          </Button>
        ) : null}
        {pair.kind === 'version' ? (
          <Button
            size="sm"
            look="primary"
            disabled={decisions.isBusy}
            onClick={() => decisions.link({ paperId: one.id, otherId: other.id })}
          >
            {words.link}
          </Button>
        ) : null}
        {compareLink([one.id, other.id], words.compare)}
        <Button size="sm" look="quiet" disabled={decisions.isBusy} onClick={() => decisions.dismiss(pair.id)}>
          {words.dismiss}
        </Button>
      </div>
    </li>
  )
}

/** The one that is offered to stay: the record whose DOI stands in the other's file, else the older. */
function keptFirst({ papers, reasons }: Suggestion): readonly [Side, Side] {
  const [older, newer] = papers
  const isDropped = reasons.some(({ kind }) => kind === 'doi_in_file')
  return isDropped && older.doi === null && newer.doi !== null ? [newer, older] : papers
}

function PairSide({ side, paperLink }: { readonly side: Side } & Pick<Links, 'paperLink'>) {
  const words = useWords(duplicateWords)
  const facts = [side.year, side.venue, side.doi ?? side.arxivId].filter((each) => each !== null)
  return (
    <div className="min-w-0">
      <p className="font-serif">{paperLink(side.id, side.title === '' ? words.untitled : side.title)}</p>
      <p className="truncate text-ink-soft text-xs">{side.authors.join(', ') || words.noAuthors}</p>
      <p className="truncate text-ink-faint text-xs">
        {[...facts, ...(side.fileCount > 0 ? [words.files(side.fileCount)] : [])].join(' · ')}
      </p>
    </div>
  )
}
