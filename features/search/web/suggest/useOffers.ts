import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { QueryField } from '#features/papers/contract.ts'
import { call } from '#web/lib/call.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useSettled } from '#web/lib/useSettled.ts'
import { language as languageChoice } from '#web/lib/words/language.ts'
import { type SuggestedKind, suggest } from '../../contract.ts'
import { offersFor } from './offers.ts'
import { type Spot, spotIn } from './spot-in-line.ts'

// Shorter than the pause of the list itself: the offers are there before it moves.
const pauseMs = 120
const mostOfAKind = 5

const kindsOf: Partial<Record<QueryField, SuggestedKind[]>> = {
  author: ['authors'],
  journal: ['journals'],
  tag: ['tags'],
}
const names: SuggestedKind[] = ['authors', 'journals', 'tags']
const everything: SuggestedKind[] = ['titles', ...names]

/** Initial consonants alone are a syllable that is only being written, and no word to the server. */
const isAskable = (text: string) => text.trim() !== '' && !/^[ㄱ-ㅎㅏ-ㅣ\s]+$/u.test(text)

/** Asks what begins so, once the writing pauses; what is overtaken is cancelled. */
function useSuggested(text: string, kinds: SuggestedKind[]) {
  const beginning = useSettled(text, pauseMs).slice(0, 300)
  const isAsked = isAskable(text) && isAskable(beginning) && kinds.length > 0
  const found = useQuery({
    queryKey: ['suggestions', kinds, beginning],
    queryFn: ({ signal }) => call(suggest, { query: { beginning, limit: mostOfAKind, kinds } }, { signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    // A list of offers is worth one question; the next letter asks anew.
    retry: false,
  })
  return {
    data: isAsked ? found.data : undefined,
    error: isAsked ? found.error : null,
    isSettled: !isAskable(text) || (beginning === text.slice(0, 300) && !found.isFetching),
  }
}

const nothing: Spot = { kind: 'none' }

/** What may be meant by what stands before the caret of a line; nothing is asked while nobody looks. */
export function useOffers(line: string, caret: number, isOpen: boolean) {
  const language = useStoredChoice(languageChoice)
  const spot = isOpen ? spotIn(line, caret) : nothing
  const run = spot.kind === 'words' ? spot.run.text : ''
  const value = spot.kind === 'value' ? spot.value.text : ''
  const lastWord = spot.kind === 'words' && spot.last.from > spot.run.from ? spot.last.text : ''
  const whole = useSuggested(
    spot.kind === 'value' ? value : run,
    spot.kind === 'value' ? (kindsOf[spot.field] ?? []) : everything,
  )
  const last = useSuggested(lastWord, names)
  return {
    offers: offersFor({
      line,
      spot,
      language,
      thisYear: new Date().getFullYear(),
      whole: whole.data,
      last: last.data,
    }),
    error: whole.error ?? last.error,
    isSettled: whole.isSettled && last.isSettled,
  }
}
