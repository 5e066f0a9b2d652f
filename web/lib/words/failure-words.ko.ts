import type { failureWordsEn } from './failure-words.en.ts'
import { problemsKo } from './problems.ko.ts'
import { limitReachedKo } from './problems-usage.ko.ts'

/** All that is said of refusals. */
export const failureWordsKo = {
  problems: problemsKo,
  limit: limitReachedKo,
  lockedFor: (reason: string) => `관리자가 잠갔습니다: ${reason}`,
} satisfies typeof failureWordsEn
