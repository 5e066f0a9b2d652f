import { problemsEn } from './problems.en.ts'
import { limitReachedEn } from './problems-usage.en.ts'

/** All that is said of refusals. */
export const failureWordsEn = {
  problems: problemsEn,
  limit: limitReachedEn,
  lockedFor: (reason: string) => `An administrator locked it: ${reason}`,
}
