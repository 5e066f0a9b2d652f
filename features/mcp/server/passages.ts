import { foldText, type PageText } from '#features/papers/server/papers.ts'

/** A stretch of one page, word for word. */
export type Passage = { readonly page: number; readonly quote: string }

type Window = Passage & { readonly stream: string; readonly words: readonly string[] }

/** About a paragraph: enough to understand a sentence by, little enough that many fit into a model's attention. */
const passageLetters = 600

/** Cuts a page at ends of lines into stretches of about a paragraph; what is between two cuts stands as it stands. */
function cutPage({ number, text }: PageText): Passage[] {
  const passages: Passage[] = []
  let start = 0
  const cut = (end: number) => {
    const quote = text.slice(start, end).trim()
    if (quote !== '') passages.push({ page: number, quote })
    start = end
  }
  for (const match of text.matchAll(/[.?!。:]?["”’)\]]*\n/gu)) {
    const end = match.index + match[0].length
    const endsSentence = match[0].trim() !== ''
    if (end - start >= (endsSentence ? passageLetters : passageLetters * 1.5)) cut(end)
  }
  cut(text.length)
  return passages.flatMap(shortened)
}

/** A page without line ends is cut at spaces. */
function shortened({ page, quote }: Passage): Passage[] {
  const most = passageLetters * 3
  if (quote.length <= most) return [{ page, quote }]
  const space = quote.lastIndexOf(' ', most)
  // Never between the halves of a letter beyond the basic plane.
  const at =
    space > passageLetters
      ? space
      : quote.codePointAt(most - 1) !== quote.charCodeAt(most - 1)
        ? most + 1
        : most
  return [{ page, quote: quote.slice(0, at).trim() }, ...shortened({ page, quote: quote.slice(at).trim() })]
}

const wordsOf = (stream: string) => stream.match(/[\p{L}\p{N}]+/gu) ?? []
const isHangul = (word: string) => /^\p{Script=Hangul}+$/u.test(word)

/** What a word begins with in its other forms: an English ending and a Korean particle are left off. */
function stemOf(word: string): string {
  if (isHangul(word)) return word.length >= 3 ? word.slice(0, -1) : word
  return word.length >= 5 ? word.replace(/(?:ies|ing|ed|es|s|y)$/, '') : word
}

/** A stream of Hangul has no spaces to tell words by. */
function holds({ stream, words }: Window, stem: string): boolean {
  return isHangul(stem) ? stream.includes(stem) : words.some((word) => word.startsWith(stem))
}

type Telling = { readonly found: (window: Window) => boolean; readonly weight: number }

/** A sign of the question is as telling as it is rare in the paper (inverse document frequency). */
function tellingOf(windows: readonly Window[], found: Telling['found']): Telling {
  const count = windows.filter(found).length
  return { found, weight: count === 0 ? 0 : Math.log(1 + windows.length / count) }
}

/**
 * The passages that have most to do with a question, best first: by the words of it that stand in them, and by those that stand
 * side by side as they do in the question. Empty when none stands anywhere.
 */
export function passagesAbout(pages: readonly PageText[], question: string, most: number): Passage[] {
  const windows = pages.flatMap(cutPage).map((passage): Window => {
    const { stream } = foldText(passage.quote)
    return { ...passage, stream, words: wordsOf(stream) }
  })
  const asked = question.split(/\s+/u).flatMap((part) => wordsOf(foldText(part).stream))
  const stems = [...new Set(asked.filter((word) => word.length > 1).map(stemOf))]
  const pairs = asked.slice(1).map((word, at) => `${asked[at]}${isHangul(word) ? '' : ' '}${word}`)
  const signs = [
    ...stems.map((stem) => tellingOf(windows, (window) => holds(window, stem))),
    ...pairs.map((pair) => tellingOf(windows, ({ stream }) => stream.includes(pair))),
  ]
  const scoreOf = (window: Window) =>
    signs.reduce((sum, { found, weight }) => (weight > 0 && found(window) ? sum + weight : sum), 0)
  return windows
    .map((window) => ({ window, score: scoreOf(window) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score || one.window.page - other.window.page)
    .slice(0, most)
    .map(({ window: { page, quote } }) => ({ page, quote }))
}
