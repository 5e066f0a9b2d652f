/** Why words that stand in the paper must not stand alone; both are reasons of the contract's `doubt`. */
export type BadCut = 'cut_inside_word' | 'cut_from_negation'

/**
 * Verbatim words can still say the opposite of the paper when they are cut at the wrong place: "significant" out of
 * "insignificant", "12" out of "12.5", "the drug helped" out of "not the drug helped".
 *
 * @returns why the stretch of `source` from `start` to `end` must not stand alone, or undefined when it may.
 */
export function findBadCut(source: string, start: number, end: number): BadCut | undefined {
  const before = source.slice(Math.max(0, start - context), start)
  const after = source.slice(end, end + context)
  const inside = source.slice(start, end)
  if (isCutInside(before, inside, after)) return 'cut_inside_word'
  if (negationBefore.test(before) || negationAfter.test(after)) return 'cut_from_negation'
  return undefined
}

// Long enough for the longest pattern below with generous line breaks.
const context = 40

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
const numberBegunBefore = /(?:\p{N}[.,]|[-−–±+.])$/u
const numberGoesOn = /^(?:[.,]\p{N}|\s?[%‰]|[-−–]\p{N}|[\u00b2\u00b3\u00b9\u2070-\u207f])/u

// As a scan's reader may have left them: "cann0t", "bardly".
const misread: Readonly<Record<string, string>> = {
  o: '[o0]',
  l: '[l1i]',
  i: '[i1l]',
  h: '[hb]',
  e: '[ec]',
  s: '[s5]',
  w: '(?:w|vv)',
  d: '(?:d|cl)',
  m: '(?:m|rn)',
}
const negations = [
  ...[
    'not',
    'no',
    'never',
    'without',
    'neither',
    'nor',
    'cannot',
    'hardly',
    'fail to',
    'fails to',
    'failed to',
  ],
  ...['unable to', 'rather than', 'instead of', 'far from'],
].map((words) => words.replace(/[oliheswdm]/g, (letter) => misread[letter] ?? letter))
const negationBefore = new RegExp(
  String.raw`(?<!\p{L})(?:${negations.join('|')}|\p{L}+n['’]t)\s+$|(?<![^\s])(?:안|못)\s*$`,
  'iu',
)
const negationAfter =
  /^\s+(?:not|never)(?!\p{L})|^\s*(?:하|되)?지(?:는|도|를)?\s*(?:않|못|아니|말)|^\s*(?:않|아니|없|못하)/iu
