import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import type { AnalysisAnswer } from '../contract.ts'
import { ClaimRow } from './ClaimRow.tsx'
import { alignClaims, type JuryGroup, type Verdict } from './jury/align-claims.ts'
import { labelOf } from './reader-label.ts'
import { analysisWords } from './words.ts'

type Props = {
  readonly answers: readonly AnalysisAnswer[]
  readonly shownClaim: string | undefined
  readonly onClaim: (key: string) => void
}

const verdicts: readonly Verdict[] = ['differ', 'only_one', 'agree']

/** What several readers say about the same things, side by side; where they differ comes first. */
export function JuryView({ answers, shownClaim, onClaim }: Props) {
  const words = useWords(analysisWords)
  const format = useFormat()
  const groups = alignClaims(answers)
  return (
    <div className="flex flex-col gap-6 px-4 pt-3 pb-8">
      <p className="text-ink-faint text-xs">{words.juryHelp}</p>
      {groups.length === 0 ? <p className="text-sm">{words.juryEmpty}</p> : null}
      {verdicts.map((verdict) => {
        const own = groups.filter((group) => group.verdict === verdict)
        if (own.length === 0) return null
        return (
          <section key={verdict} aria-label={words.verdicts[verdict]}>
            <h2 className="mb-2 font-semibold text-sm">
              {words.verdicts[verdict]}{' '}
              <span className="font-normal text-ink-faint">{format.number(own.length)}</span>
            </h2>
            <ul className="flex flex-col gap-3">
              {own.map((group) => (
                <li key={group.claims[0]?.placed.key}>
                  <Group group={group} shownClaim={shownClaim} onClaim={onClaim} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

type GroupProps = Omit<Props, 'answers'> & { readonly group: JuryGroup }

function Group({ group: { part, differences, claims }, shownClaim, onClaim }: GroupProps) {
  const words = useWords(analysisWords)
  return (
    <div className="rounded-md border border-hairline p-2">
      <p className="mb-1 flex flex-wrap items-center gap-1.5 text-ink-faint text-xs">
        {words.parts[part]}
        {differences.map((difference) => (
          <Badge key={difference} tone="care">
            {words.differences[difference]}
          </Badge>
        ))}
      </p>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(min(14rem,100%),1fr))] gap-2">
        {claims.map(({ answer, placed }) => (
          <div key={placed.key} className="min-w-0">
            <h3 className="px-3 font-medium text-ink-soft text-xs">{labelOf(answer, words)}</h3>
            <ClaimRow
              placed={placed}
              isShown={placed.key === shownClaim}
              onShow={() => onClaim(placed.key)}
            />
          </div>
        ))}
      </div>
    </div>
  )
}
