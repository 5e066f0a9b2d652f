import { createHash } from 'node:crypto'
import { normalised } from '#features/papers/server/papers.ts'

/** A title as it is compared: without article at its start, case, accents, punctuation and spacing. */
export type Title = {
  readonly whole: string
  /** What stands before the colon or dash; undefined when there is none, or what stands there is too short to say anything. */
  readonly head: string | undefined
  readonly words: readonly string[]
}

const article = /^(?:the|an?)\s+(?=\S)/i
const subtitleMark = /\s*[:：]\s*|\s+[-–—―]+\s+|\s*[—―]+\s*/
const eastAsian = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Below it a title is a rubric ("Editorial", "머리말") that many papers share. */
const shortestTelling = (text: string) => (eastAsian.test(text) ? 7 : 14)

export function isTelling(title: string): boolean {
  return title.length >= shortestTelling(title)
}

export function titleOf(printed: string): Title {
  const text = printed.normalize('NFKC').trim().replace(article, '')
  const at = subtitleMark.exec(text)
  const head = at && at.index > 0 ? normalised(text.slice(0, at.index)) : ''
  return {
    whole: normalised(text),
    head: isTelling(head) ? head : undefined,
    words: text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [],
  }
}

/** How two titles stand to each other; undefined when they are of two papers. */
export function closenessOf(one: Title, other: Title): 'same' | 'subtitle' | 'near' | undefined {
  if (one.whole === '' || other.whole === '') return undefined
  if (one.whole === other.whole) return 'same'
  if (one.whole === other.head || other.whole === one.head) return 'subtitle'
  return isTypo(one, other) ? 'near' : undefined
}

/** A word that counts: "Part II", "GPT-4", "plan B" differ from their neighbours by one letter and are others. */
const isCount = (word: string) => /\d/.test(word) || /^[ivx]+$/.test(word) || word.length === 1

/** One letter missing, added, changed or two of them swapped. Of Hangul the letters of a syllable count, of Han none may differ. */
function isTypo(one: Title, other: Title): boolean {
  if (!isTelling(one.whole) || !isTelling(other.whole)) return false
  const [ours, theirs] = [
    one.words.filter((word) => !other.words.includes(word)),
    other.words.filter((word) => !one.words.includes(word)),
  ]
  const differing = [...ours, ...theirs]
  if (differing.some(isCount) || /\p{Script=Han}/u.test(differing.join(''))) return false
  return isOneEditApart(one.whole.normalize('NFD'), other.whole.normalize('NFD'))
}

function isOneEditApart(one: string, other: string): boolean {
  let start = 0
  while (start < one.length && one[start] === other[start]) start += 1
  let [end, otherEnd] = [one.length, other.length]
  while (end > start && otherEnd > start && one[end - 1] === other[otherEnd - 1]) {
    end -= 1
    otherEnd -= 1
  }
  const [left, right] = [one.slice(start, end), other.slice(start, otherEnd)]
  if (left.length <= 1 && right.length <= 1) return true
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
}

/** Letters at either end of a title that a key is made of: one typo leaves one end whole from twice their number on. */
const endLength = 16

const hashed = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 11)

/** What a title is found by: two that are close in any way share one of these. */
export function titleKeys(title: Title, person: string): string[] {
  const { whole, head } = title
  if (whole.length < 4) return []
  const keys = [whole, ...(head === undefined ? [] : [head])].map((text) => `t${hashed(text)}`)
  if (isTelling(whole) && person !== '') {
    keys.push(`b${hashed(`${whole.slice(0, endLength)}|${person}`)}`)
    keys.push(`e${hashed(`${whole.slice(-endLength)}|${person}`)}`)
  }
  return [...new Set(keys)]
}
