import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { exportWords } from './words.ts'

/** What is wrong with a formula, and where, as a sentence. */
export function useFormulaFault(): (error: Error) => string {
  const words = useWords(exportWords)
  const failureWords = useFailureWords()
  return (error) => {
    if (!(error instanceof ApiProblem) || error.code !== 'key_formula_invalid')
      return failureWords(error).title
    const { at, fault } = error.details
    const reason = Object.entries(words.faults).find(([name]) => name === fault)?.[1]
    return reason === undefined || typeof at !== 'number'
      ? failureWords(error).title
      : words.faultAt(String(at + 1)) + reason
  }
}
