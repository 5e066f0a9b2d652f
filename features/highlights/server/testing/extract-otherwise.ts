/** What another reader of the same file may make of a text, and where each of its characters went. */
export type OtherText = { readonly text: string; readonly placeOf: (offset: number) => number }

type Dice = () => number

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const ligatureOf: Readonly<Record<string, string>> = { fi: 'ﬁ', fl: 'ﬂ', ff: 'ﬀ' }
const lettersOf = new Map(Object.entries(ligatureOf).map(([letters, ligature]) => [ligature, letters]))

/**
 * The same page as another extraction gives it: other line breaks, words broken by hyphens at line ends or put together
 * again, ligatures drawn or resolved, letters decomposed, double spaces. Not one letter or digit is another.
 */
export function extractOtherwise(text: string, dice: Dice): OtherText {
  const places = new Int32Array(text.length + 1)
  let out = ''
  for (let at = 0; at < text.length; ) {
    places[at] = out.length
    const { taken, given } = step(text, at, dice)
    for (let unit = 1; unit < taken; unit++) places[at + unit] = out.length
    out += given
    at += taken
  }
  places[text.length] = out.length
  return { text: out, placeOf: (offset) => places[offset] ?? out.length }
}

function step(text: string, at: number, dice: Dice): { taken: number; given: string } {
  const here = text[at] ?? ''
  const pair = text.slice(at, at + 2)
  const around = text.slice(at - 2, at + 2)
  if (/^-\n\p{Ll}/u.test(text.slice(at, at + 3)) && dice() < 0.5) return { taken: 2, given: '' }
  if (here === '\n') return { taken: 1, given: dice() < 0.6 ? ' ' : '\n' }
  if (here === ' ') return { taken: 1, given: dice() < 0.15 ? '\n' : dice() < 0.1 ? '  ' : ' ' }
  const ligature = ligatureOf[pair]
  if (ligature !== undefined && dice() < 0.5) return { taken: 2, given: ligature }
  const letters = lettersOf.get(here)
  if (letters !== undefined && dice() < 0.5) return { taken: 1, given: letters }
  if (/^\p{Ll}{4}$/u.test(around) && dice() < 0.03) return { taken: 1, given: `-\n${here}` }
  return { taken: 1, given: dice() < 0.5 ? here.normalize('NFD') : here }
}

/** The same as OCR gives it: of `share` of the letters each is another, missing or doubled. */
export function misread(text: string, share: number, dice: Dice): string {
  const letters = 'abcdeilmnorstu'
  return [...text]
    .map((letter) => {
      if (!/\p{L}/u.test(letter) || dice() > share) return letter
      const way = dice()
      if (way < 0.6) return letters[Math.floor(dice() * letters.length)] ?? letter
      return way < 0.8 ? '' : letter + letter
    })
    .join('')
}
