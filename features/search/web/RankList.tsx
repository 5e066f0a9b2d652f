import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { MeantRank } from '../contract.ts'
import { searchWords } from './words.ts'

type Props = {
  readonly rank: MeantRank
  /** Opens the reader at the page of a file. */
  readonly passageLink: (place: { fileId: string; page: number }, text: ReactNode) => ReactNode
}

/** Where a paper stands by words and by meaning, and which of its passages is nearest to the question. */
export function RankList({ rank, passageLink }: Props) {
  const { why: words } = useWords(searchWords)
  const format = useFormat()
  const { byWords, byMeaning, passage } = rank
  const said = (place: number | null) =>
    place === null ? undefined : words.place(place, format.number(place))
  return (
    <div className="flex flex-col gap-1.5">
      <p className="text-xs">
        {words.rankByWords(said(byWords))} · {words.rankByMeaning(said(byMeaning))}
      </p>
      {passage === null ? null : (
        <div>
          <p className="text-ink-faint text-xs">
            {words.nearest} ·{' '}
            {passage.fileId === null || passage.page === null
              ? words.ofRecord
              : passageLink({ fileId: passage.fileId, page: passage.page }, words.page(passage.page))}{' '}
            · {words.likeness(format.percent(passage.likeness))}
          </p>
          <p className="line-clamp-4 break-words">{passage.text}</p>
        </div>
      )}
    </div>
  )
}
