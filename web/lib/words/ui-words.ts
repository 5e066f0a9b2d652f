import { en } from './text.en.ts'
import { ko } from './text.ko.ts'

/** Words that belong to no feature, in every language. */
export const uiWords = { en, ko }
