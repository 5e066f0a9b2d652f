import { isProblemCode } from '#contract/problems.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { entryProblemCodes } from '../contract.ts'
import { importWords } from './words.ts'

/** Words for why an entry was refused, or what is to be known of it: a problem code of the house or of one entry. */
export function useReasonWords(): (reason: string) => string {
  const words = useWords(importWords)
  const failureWords = useFailureWords()
  return (reason) => {
    const entryProblem = entryProblemCodes.find((code) => code === reason)
    if (entryProblem !== undefined) return words.entryProblems[entryProblem]
    return failureWords(new ApiProblem(isProblemCode(reason) ? reason : 'unexpected')).title
  }
}
