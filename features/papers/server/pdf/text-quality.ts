import { countUnreadable } from '#contract/clean-text.ts'

/** What has been seen of a document's text so far. */
export type TextTally = {
  /** Without spaces, before cleaning. */
  characters: number
  /** Control characters, private use, replacement characters. */
  unreadable: number
}

/** Adds one string, as the file gives it, to the tally. */
export function tallyText(tally: TextTally, raw: string): void {
  const counted = countUnreadable(raw)
  tally.characters += counted.characters
  tally.unreadable += counted.unreadable
}

export function judgeText(tally: TextTally, pageCount: number): 'good' | 'none' | 'garbage' {
  if (tally.characters / pageCount < 100) return 'none'
  return tally.unreadable / tally.characters > 0.05 ? 'garbage' : 'good'
}

/** Whether a text of this quality can be searched, quoted and analysed. */
export function hasText(quality: 'good' | 'none' | 'garbage' | 'ocr' | null): boolean {
  return quality === 'good' || quality === 'ocr'
}
