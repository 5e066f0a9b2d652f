import { isProblemCode } from '#contract/problems.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { errorWords } from './job-words.ts'
import { jobWords } from './words.ts'

/** Says an error class in the job's own words, or in those of the problem with that code. */
export function useErrorWords(): (code: string) => string {
  const words = useWords(jobWords)
  const failureWords = useFailureWords()
  return (code) =>
    errorWords(
      words,
      code,
      (known) => failureWords(new ApiProblem(isProblemCode(known) ? known : 'unexpected')).title,
    )
}
