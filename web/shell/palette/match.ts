import { convertHangulToQwerty, convertQwertyToHangul, disassemble, getChoseong } from 'es-hangul'

const scores = { start: 100, wordStart: 80, within: 60, initials: 50, scattered: 20 } as const
// A word typed with the keyboard in the other language is meant less often than what stands there.
const otherKeyboard = 0.8

/**
 * How well a text answers what was typed: 0 for not at all. Hangul is compared letter by letter, so that a syllable still
 * being written matches (`서ㅈ`, `설저`), and by its initial consonants alone (`ㅅㅈ` finds 설정); a word typed on the
 * other keyboard is understood (`tjfwjd` is 설정). Every word of the query must be found.
 */
export function matchScore(query: string, text: string): number {
  const asked = spelled(query).trim()
  if (asked === '') return 1
  const spelledText = spelled(text)
  const whole = wordScore(asked, spelledText, text)
  if (whole > scores.initials) return whole
  const words = asked.split(/\s+/).map((word) => wordScore(word, spelledText, text))
  const here = Math.max(whole, Math.min(...words))
  if (here > 0) return here
  const other = onOtherKeyboard(query.trim())
  return other === undefined ? 0 : wordScore(spelled(other), spelledText, text) * otherKeyboard
}

/** In small letters, with every Hangul syllable taken apart into its letters. */
function spelled(text: string): string {
  return disassemble(text.normalize('NFC').toLocaleLowerCase('en'))
}

function wordScore(asked: string, text: string, original: string): number {
  if (text.startsWith(asked)) return scores.start
  const at = text.indexOf(asked)
  if (at > 0) return isWordStart(text, at) || text.includes(` ${asked}`) ? scores.wordStart : scores.within
  if (/^[ㄱ-ㅎ\s]+$/.test(asked)) {
    const initials = getChoseong(original.normalize('NFC')).replaceAll(/\s/g, '')
    return initials.includes(asked.replaceAll(/\s/g, '')) ? scores.initials : 0
  }
  return scattered(asked, text)
}

function isWordStart(text: string, at: number): boolean {
  return /[^\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')
}

/** All letters in their order, the first one at the start of a word; the closer together the better. */
function scattered(asked: string, text: string): number {
  if (asked.length < 2) return 0
  for (
    let start = text.indexOf(asked[0] ?? '');
    start >= 0;
    start = text.indexOf(asked[0] ?? '', start + 1)
  ) {
    if (!isWordStart(text, start)) continue
    let at = start
    const isFound = [...asked.slice(1)].every((letter) => {
      at = text.indexOf(letter, at + 1)
      return at > 0
    })
    const spread = at - start + 1 - asked.length
    if (isFound && spread <= asked.length * 3) return scores.scattered / (1 + spread / asked.length)
  }
  return 0
}

/** What would stand there had the keyboard been in the other language; undefined where that is no word. */
function onOtherKeyboard(query: string): string | undefined {
  if (/^[\x20-\x7e]+$/.test(query)) {
    const hangul = convertQwertyToHangul(query)
    return /^[가-힣\s]+$/.test(hangul) ? hangul : undefined
  }
  return /^[가-힣ㄱ-ㅣ\s]+$/.test(query) ? convertHangulToQwerty(query).toLowerCase() : undefined
}
