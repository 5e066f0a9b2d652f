import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { type AnalysisAnswer, claimParts } from '../contract.ts'
import { ClaimRow } from './ClaimRow.tsx'
import { claimsOf } from './claims.ts'
import { analysisWords } from './words.ts'

type Props = {
  readonly answer: AnalysisAnswer
  readonly shownClaim: string | undefined
  readonly onClaim: (key: string) => void
  /** A way to put a suggested tag on the paper; undefined leaves it a word. */
  readonly tagButton: (name: string, label: string) => ReactNode
}

/** What a reader found, part by part. */
export function AnswerFindings({ answer, shownClaim, onClaim, tagButton }: Props) {
  const words = useWords(analysisWords)
  const { findings } = answer
  if (findings === null) return null
  return (
    <div className="flex flex-col gap-5">
      {claimParts.map((part) => {
        const claims = claimsOf(answer, part)
        if (claims.length === 0) return null
        return (
          <section key={part}>
            <h2 className="mb-1.5 font-medium text-ink-faint text-xs">{words.parts[part]}</h2>
            <ul className="flex flex-col gap-1">
              {claims.map((placed) => (
                <li key={placed.key}>
                  <ClaimRow
                    placed={placed}
                    isShown={placed.key === shownClaim}
                    onShow={() => onClaim(placed.key)}
                  />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {findings.keyTerms.length > 0 ? (
        <section>
          <h2 className="mb-1 font-medium text-ink-faint text-xs">{words.keyTerms}</h2>
          <p className="text-sm" data-untranslated>
            {findings.keyTerms.join(' · ')}
          </p>
        </section>
      ) : null}
      {findings.suggestedTags.length > 0 ? (
        <section>
          <h2 className="mb-1.5 font-medium text-ink-faint text-xs">{words.suggestedTags}</h2>
          <ul className="flex flex-wrap gap-1.5" data-untranslated>
            {findings.suggestedTags.map((name) => (
              <li key={name}>{tagButton(name, words.addTag(name))}</li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}
