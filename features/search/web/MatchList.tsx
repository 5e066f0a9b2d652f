import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { explain, type Match, type MeantRank } from '../contract.ts'
import { RankList } from './RankList.tsx'
import { searchWords } from './words.ts'

type Props = {
  readonly paperId: string
  readonly question: string
  /** Where it stands by words and by meaning, when both were asked. */
  readonly rank?: MeantRank | undefined
  /** Opens the reader at the page of a file. */
  readonly passageLink: (place: { fileId: string; page: number }, text: ReactNode) => ReactNode
}

/** In which fields of a paper the words of a question stand, and what each of them adds to its rank. */
export function MatchList({ paperId, question, rank, passageLink }: Props) {
  const { why: words } = useWords(searchWords)
  const format = useFormat()
  const explained = useQuery({
    queryKey: ['papers', 'why', question, paperId],
    queryFn: ({ signal }) => call(explain, { query: { q: question, paperIds: [paperId] } }, { signal }),
  })
  if (explained.isPending) return <Loading rows={3} />
  if (explained.data === undefined) {
    return <ErrorState error={explained.error} onRetry={() => void explained.refetch()} small />
  }
  const [item] = explained.data.items
  const spotOf = ({ fileId, page }: Match) =>
    fileId === null || page === null ? undefined : { fileId, page }
  return (
    <section
      aria-label={words.title}
      className="flex flex-col gap-1.5 rounded-md bg-wash px-3 py-2.5 text-sm"
    >
      <h3 className="font-semibold text-xs">{words.title}</h3>
      {rank === undefined ? null : <RankList rank={rank} passageLink={passageLink} />}
      {item === undefined || item.matches.length === 0 ? (
        rank === undefined ? (
          <p className="text-ink-faint text-xs">{words.none}</p>
        ) : null
      ) : (
        <ul className="flex flex-col gap-1.5">
          {item.matches.map((match, at) => {
            const spot = spotOf(match)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: one reply is one order, and its items have no name
              <li key={at}>
                <p className="text-ink-faint text-xs">
                  {words.fields[match.field]}
                  {spot === undefined ? null : <> · {passageLink(spot, words.page(spot.page))}</>}
                </p>
                <Snippet runs={match.snippet} />
              </li>
            )
          })}
        </ul>
      )}
      {item === undefined || item.score.length === 0 ? null : (
        <details className="text-xs">
          <summary className="cursor-default text-ink-faint hover:text-ink">{words.score}</summary>
          <table className="mt-1 w-full tabular-nums">
            <thead className="text-ink-faint">
              <tr>
                <th className="text-left font-normal">{words.word}</th>
                <th className="text-right font-normal">{words.telling}</th>
                <th className="text-right font-normal">{words.weight}</th>
                <th className="text-right font-normal">{words.product}</th>
              </tr>
            </thead>
            <tbody>
              {item.score.map(({ word, telling, weight }) => (
                <tr key={word}>
                  <td className="truncate">{word.split('|').join(' / ')}</td>
                  <td className="text-right">{format.number(rounded(telling))}</td>
                  <td className="text-right">{format.number(rounded(weight))}</td>
                  <td className="text-right">{format.number(rounded(telling * weight))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  )
}

const rounded = (value: number) => Math.round(value * 100) / 100

function Snippet({ runs }: { readonly runs: Match['snippet'] }) {
  let place = 0
  return (
    <p className="line-clamp-4 break-words" data-untranslated>
      {runs.map(({ text, isMatch }) => {
        place += text.length
        return isMatch ? (
          <mark key={place} className="rounded-xs bg-marker text-ink">
            {text}
          </mark>
        ) : (
          <span key={place}>{text}</span>
        )
      })}
    </p>
  )
}
