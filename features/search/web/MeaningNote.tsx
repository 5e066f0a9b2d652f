import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { type MeaningUsed, mostByMeaning, mostByWords } from '../contract.ts'
import { searchWords } from './words.ts'

type Props = {
  readonly meaning: MeaningUsed
  readonly settingsLink: (text: ReactNode) => ReactNode
}

/** Whether the meaning was looked for, and if not, why and what to do. */
export function MeaningNote({ meaning, settingsLink }: Props) {
  const { byMeaning: words } = useWords(searchWords)
  const format = useFormat()
  const { state, problem, isBounded } = meaning
  const why = problem === null ? '' : words.problems[problem]
  if (state === 'off')
    return (
      <p>
        {words.off} {settingsLink(words.switchOn)}
      </p>
    )
  if (state === 'no_words') return <p>{words.noWords}</p>
  if (state === 'left_out')
    return (
      <p className="text-care">
        {words.leftOut(why)} {settingsLink(words.toSettings)}
      </p>
    )
  return (
    <>
      <p>{words.used(format.number(mostByWords), format.number(mostByMeaning))}</p>
      {isBounded ? <p>{words.bounded}</p> : null}
      {state === 'partly' ? <p className="text-care">{words.partly(why)}</p> : null}
    </>
  )
}
