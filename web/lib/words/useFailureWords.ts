import { asApiProblem } from '../api-problem.ts'
import type { FailureWords } from './problems.en.ts'
import { problemsEn } from './problems.en.ts'
import { problemsKo } from './problems.ko.ts'
import { useWords } from './useWords.ts'

const texts = { en: problemsEn, ko: problemsKo }

/** Says any thrown value in the words of its problem code. */
export function useFailureWords(): (error: unknown) => FailureWords {
  const words = useWords(texts)
  return (error) => words[asApiProblem(error).code]
}
