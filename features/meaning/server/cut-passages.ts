/** A piece of text that gets a vector of its own. */
export type Passage = {
  readonly text: string
  /** Null: of the record. */
  readonly place: { readonly fileId: string; readonly page: number } | null
}

export type Readable = {
  readonly title: string
  readonly abstract: string | null
  readonly pages: readonly { readonly fileId: string; readonly number: number; readonly text: string }[]
}

// The smallest context of common models is 512 tokens, and what is longer they cut off in silence. A token is taken for four
// Latin letters or one sign of Korean, Chinese or Japanese.
const mostTokens = 400
/** Of shorter remains of a page (its number, a running head) nothing is to be found. */
const leastLetters = 40
/** A thesis; the search by words reads no further either. */
const mostLetters = 200_000

const wide = /[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]/g

/** How many tokens a text has, about. */
export function tokensOf(text: string): number {
  const dense = text.match(wide)?.length ?? 0
  return Math.ceil(dense + (text.length - dense) / 4)
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** A sentence that is longer than a passage, in pieces between its words. */
function piecesOf(sentence: string): string[] {
  if (tokensOf(sentence) <= mostTokens) return [sentence]
  const words = sentence.match(/\S{1,400}\s*/gu) ?? []
  return gather(words)
}

/** Neighbours together, as many as a passage holds. */
function gather(parts: readonly string[]): string[] {
  const whole: string[] = []
  let held = ''
  for (const part of parts) {
    if (held !== '' && tokensOf(held) + tokensOf(part) > mostTokens) {
      whole.push(held)
      held = ''
    }
    held += part
  }
  return held === '' ? whole : [...whole, held]
}

/** A text in passages of whole sentences. */
function cut(text: string): string[] {
  // Control signs are of no word, and a provider's tokenizer may stumble over halves of letters.
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  const said = Array.from(sentences.segment(plain), ({ segment }) => segment)
  return gather(said.flatMap(piecesOf)).map((passage) => passage.trim())
}

/** The passages of a paper: of its title and abstract, then page by page. */
export function cutPassages({ title, abstract, pages }: Readable): Passage[] {
  const record = cut([title, abstract ?? ''].join('. ').replaceAll(/\.\s*\.\s/g, '. '))
  let letters = 0
  const texts = pages.flatMap(({ fileId, number, text }) => {
    letters += text.length
    if (letters > mostLetters) return []
    return cut(text)
      .filter((passage) => passage.length >= leastLetters)
      .map((passage): Passage => ({ text: passage, place: { fileId, page: number } }))
  })
  return [...record.map((text): Passage => ({ text, place: null })), ...texts]
}
