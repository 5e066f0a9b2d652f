import { type Language, wordsIn } from './words.ts'

/** Stands for whatever a sentence is given. */
const anything = '\u0001'
// Shorter than this, the fixed part of a sentence is in too many others.
const fewestFixedLetters = 6

type Foreign = { whole: string[]; patterns: string[] }
const known = new Map<Language, Foreign>()

/** The words of the other language that are no words of this one: whole texts, and sentences with places to fill. */
export function foreignWords(language: Language): Foreign {
  const before = known.get(language)
  if (before !== undefined) return before
  const own = new Set(leavesOf(wordsIn[language]))
  const other = leavesOf(wordsIn[language === 'ko' ? 'en' : 'ko']).filter((text) => !own.has(text))
  const made = {
    whole: other.filter((text) => !text.includes(anything) && /\p{L}{2}/u.test(text)),
    patterns: other
      .filter((text) => text.includes(anything) && hasEnoughOfItsOwn(text, language))
      .map(patternOf),
  }
  known.set(language, made)
  return made
}

/** All texts; of a sentence made by a function, what it says of anything. */
function leavesOf(words: unknown): string[] {
  if (typeof words === 'string') return [words]
  if (typeof words === 'function') return sentenceOf(words)
  if (typeof words === 'object' && words !== null) return Object.values(words).flatMap(leavesOf)
  return []
}

// biome-ignore lint/complexity/noBannedTypes: each sentence takes what it needs; it is given texts, and refuses or not
function sentenceOf(makeSentence: Function): string[] {
  try {
    const said: unknown = Reflect.apply(makeSentence, undefined, Array(makeSentence.length).fill(anything))
    return typeof said === 'string' ? [said] : []
  } catch {
    // It wants something else than a text or a number: the words around it are looked at by eye.
    return []
  }
}

function hasEnoughOfItsOwn(text: string, language: Language): boolean {
  const letters = language === 'ko' ? /[A-Za-z]/g : /[가-힣]/g
  return (text.match(letters)?.length ?? 0) >= (language === 'ko' ? fewestFixedLetters : 2)
}

function patternOf(text: string): string {
  const escaped = text.split(anything).map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
  return `^${escaped.join('.+')}$`
}
