import { en } from './text.en.ts'
import { ko } from './text.ko.ts'

export const settingWords = { en, ko }
