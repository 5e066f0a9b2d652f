import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { type QueryFault, readQuery, writeCondition } from '#features/papers/contract.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language as languageChoice } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { MeaningUsed } from '../contract.ts'
import { MeaningNote } from './MeaningNote.tsx'
import { searchWords } from './words.ts'

/** What the server made of a question. */
export type Understood = {
  readonly faults: readonly QueryFault[]
  readonly respelt: readonly { readonly word: string; readonly meant: readonly string[] }[]
  readonly isBounded: boolean
  /** Whether what the words mean was looked for, when that was asked for. */
  readonly meaning?: MeaningUsed
}

type Props = {
  readonly question: string
  readonly understood: Understood | undefined
  readonly onQuestion: (question: string | undefined) => void
  readonly settingsLink: (text: ReactNode) => ReactNode
}

/** The question without one of its parts. */
function cut(question: string, { from, to }: { from: number; to: number }): string | undefined {
  const rest = `${question.slice(0, from).trimEnd()} ${question.slice(to).trimStart()}`.trim()
  return rest === '' ? undefined : rest
}

/** The conditions a question names, each with a way to take it off, and what was left out or added to it, with the reason. */
export function QuestionNotes({ question, understood, onQuestion, settingsLink }: Props) {
  const words = useWords(searchWords)
  const language = useStoredChoice(languageChoice)
  const said = readQuery(question).parts.filter((part) => part.kind === 'condition')
  const { faults = [], respelt = [], isBounded = false, meaning } = understood ?? {}
  if (said.length + faults.length + respelt.length === 0 && !isBounded && meaning === undefined) return null
  return (
    <div className="flex shrink-0 flex-col gap-1 border-b px-4 py-1.5 text-ink-soft text-xs md:px-5">
      {said.length === 0 ? null : (
        <ul aria-label={words.question} className="flex flex-wrap items-center gap-1.5">
          {said.map((part) => {
            const text = writeCondition(part.condition, language, part.negated)
            return (
              <li
                key={part.from}
                className="inline-flex h-6 max-w-64 items-center rounded-sm border border-hairline bg-sheet pl-1.5 pointer-coarse:h-9"
              >
                <span className="truncate" title={text}>
                  {text}
                </span>
                <button
                  type="button"
                  aria-label={words.takeOff(text)}
                  onClick={() => onQuestion(cut(question, part))}
                  className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:bg-wash hover:text-ink pointer-coarse:size-9"
                >
                  <X className="size-3" aria-hidden />
                </button>
              </li>
            )
          })}
        </ul>
      )}
      <div role="status" className="flex flex-col gap-0.5">
        {faults.map(({ code, from, text }) => (
          <p key={from}>
            <span className="font-mono text-ink underline decoration-bad decoration-wavy underline-offset-3">
              {text}
            </span>{' '}
            {words.faults[code]}
          </p>
        ))}
        {respelt.map(({ word, meant }) => (
          <p key={word}>{words.respelt(word, meant.join(', '))}</p>
        ))}
        {isBounded && meaning === undefined ? <p>{words.bounded}</p> : null}
        {meaning === undefined ? null : <MeaningNote meaning={meaning} settingsLink={settingsLink} />}
      </div>
    </div>
  )
}
