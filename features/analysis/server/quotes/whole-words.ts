import { isTurnedAfter, isTurnedBefore, tidied } from './negations.ts'

/** Why words that stand in the paper must not stand alone; both are reasons of the contract's `doubt`. */
export type BadCut = 'cut_inside_word' | 'cut_from_negation'

/**
 * Verbatim words can still say the opposite of the paper when they are cut at the wrong place: "significant" out of
 * "insignificant", "12" out of "12.5", "the drug helped" out of "no evidence that the drug helped".
 *
 * @param around the source with its running heads and page numbers blanked, so that a negation before a page break is seen
 * @returns why the stretch of `source` from `start` to `end` must not stand alone, or undefined when it may.
 */
export function findBadCut(
  { source, around }: { readonly source: string; readonly around: string },
  start: number,
  end: number,
): BadCut | undefined {
  const inside = source.slice(start, end)
  if (isCutInside(source.slice(Math.max(0, start - edge), start), inside, source.slice(end, end + edge)))
    return 'cut_inside_word'
  const before = around.slice(Math.max(0, start - reach), start)
  if (isTurnedBefore(tidied(before), isApart(before, inside))) return 'cut_from_negation'
  return isTurnedAfter(tidied(inside.slice(-edge)), tidied(around.slice(end, end + reach)))
    ? 'cut_from_negation'
    : undefined
}

/** Whether a sentence or a heading ends right before words that begin with a capital. */
function isApart(before: string, inside: string): boolean {
  if (!/^["'“‘(]*\p{Lu}/u.test(inside)) return false
  if (/[.!?]["”’)\]]*\s*$/u.test(before)) return true
  const line = /(?:^|\n)([^\n]*)\n\s*$/u.exec(before)?.[1]?.trim() ?? ''
  return heading.test(line) && !goesOn.test(line)
}

const heading = /^(?:[\d.]+\s+)?\p{Lu}[^.,;:!?]{2,60}$/u
// A line of text that is as short as a heading is one that a sentence goes on from.
const goesOn =
  /\s(?:an?|the|of|to|in|on|for|with|by|and|or|that|this|is|are|was|were|be|do|does|did|can|has|have|we|not|no|never|cannot)$/iu

// Long enough for the longest pattern of a word's edge with generous line breaks.
const edge = 40
// A clause, with the blanked foot and head of two pages in it.
const reach = 500

const lastCharacter = /(.)$/su
const firstCharacter = /^(.)/su
const alphabetic = /[\p{L}\p{N}\p{M}]/u
const hangul = /\p{Script=Hangul}/u
// Chinese and Japanese are written without spaces: every place is a possible end of a word.
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

function isCutInside(before: string, inside: string, after: string): boolean {
  const first = firstCharacter.exec(inside)?.[1] ?? ''
  const last = lastCharacter.exec(inside)?.[1] ?? ''
  if (sameWord(lastCharacter.exec(before)?.[1] ?? '', first)) return true
  if (sameWord(last, firstCharacter.exec(after)?.[1] ?? '')) return true
  if (/\p{L}/u.test(first) && negatingPrefix.test(before)) return true
  if (/\p{L}/u.test(last) && wordGoesOn.test(after)) return true
  if (/\p{N}/u.test(first) && numberBegunBefore.test(before)) return true
  return /\p{N}/u.test(last) && numberGoesOn.test(after)
}

function sameWord(left: string, right: string): boolean {
  if (!alphabetic.test(left) || !alphabetic.test(right)) return false
  if (unspaced.test(left) || unspaced.test(right)) return false
  return hangul.test(left) === hangul.test(right)
}

// "non-significant", also across a line end. Other compounds ("first-order") may be entered in the middle.
const negatingPrefix =
  /(?<!\p{L})(?:non|un|in|im|ir|il|dis|anti|counter|de|sub|semi|quasi|pseudo|mis|ex|no|not|never|zero)[-‐‑–](?:\s*\n\s*)?$/iu
const wordGoesOn = /^(?:[-‐‑–](?:\s*\n\s*)?\p{L}|['’]\p{L})/u
const numberBegunBefore = /(?:\p{N}[.,/:]|[-−–+.$€£¥]|(?:[±<>≤≥~≈]|\p{N}\s?[/×^])\s?)$/u
const numberGoesOn =
  /^(?:[.,/:]\p{N}|\s?[%‰×]|[-−–^]\p{N}|[\u00b2\u00b3\u00b9\u2070-\u207f]|\s(?:percent|per\scent|percentage|thousand|million|billion|trillion)(?!\p{L})|\s?(?:퍼센트|[천만억조](?:\s?원)?(?!\p{L})))/iu
