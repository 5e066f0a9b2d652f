import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { type AnalysisAnswer, type AnalysisRun, claimParts } from '../contract.ts'
import { claimsOf, countClaims, type PlacedClaim } from './claims.ts'
import { labelOf } from './reader-label.ts'
import { analysisWords } from './words.ts'

/** All that the readers of a run found, laid out for paper: each claim with its quote and the page it stands on. */
export function PrintedRun({ run }: { readonly run: AnalysisRun }) {
  const words = useWords(analysisWords)
  const format = useFormat()
  return (
    <>
      <p className="text-ink-faint text-xs">{words.printedOf(format.dateTime(run.requestedAt))}</p>
      {run.answers.map((answer) =>
        answer.findings === null ? null : <PrintedAnswer key={answer.id} answer={answer} />,
      )}
    </>
  )
}

function PrintedAnswer({ answer }: { readonly answer: AnalysisAnswer }) {
  const words = useWords(analysisWords)
  const { total, verified } = countClaims(answer)
  return (
    <section className="mt-6">
      <h2 className="font-semibold text-lg">{labelOf(answer, words)}</h2>
      <p className="text-ink-faint text-xs">
        {[answer.model, total > 0 ? words.verifiedOf(verified, total) : null]
          .filter((fact) => fact !== null)
          .join(' · ')}
      </p>
      {claimParts.map((part) => {
        const claims = claimsOf(answer, part)
        if (claims.length === 0) return null
        return (
          <section key={part} className="mt-4">
            <h3 className="break-after-avoid font-semibold text-sm">{words.parts[part]}</h3>
            <ul className="mt-1 flex flex-col gap-2">
              {claims.map((placed) => (
                <PrintedClaim key={placed.key} placed={placed} />
              ))}
            </ul>
          </section>
        )
      })}
    </section>
  )
}

function PrintedClaim({ placed: { claim } }: { readonly placed: PlacedClaim }) {
  const words = useWords(analysisWords)
  const isVerified = claim.verified && claim.page !== null
  const isItsOwnQuote = claim.quote === null || claim.quote.trim() === claim.text.trim()
  return (
    <li className="break-inside-avoid border-hairline border-l-2 pl-3 text-read">
      <span data-untranslated>{claim.text}</span>
      {isVerified && isItsOwnQuote ? <PageOf page={claim.page} /> : null}
      {isVerified ? null : <span className="ml-2 text-care text-xs">{words.notInPaper}</span>}
      {isItsOwnQuote || !isVerified ? null : (
        <q className="mt-0.5 block font-serif text-ink-soft text-sm">
          <span data-untranslated>{claim.quote}</span>
          <PageOf page={claim.page} />
        </q>
      )}
    </li>
  )
}

function PageOf({ page }: { readonly page: number | null }) {
  const words = useWords(analysisWords)
  return page === null ? null : (
    <span className="ml-2 font-sans text-ink-faint text-xs">{words.page(page)}</span>
  )
}
