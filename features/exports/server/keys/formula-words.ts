import { type CslItem, type CslName, isOthers, yearOf } from '#contract/csl.ts'
import { foldLetters } from './fold-letters.ts'
import { koreanFamilyOf, romaniseFamilyName } from './romanise-korean.ts'

/** Words of a title that no key is made of (a part of Better BibTeX's list of 2026, in English, French, German and Spanish). */
const skipped = new Set(
  'a about above across after against along among an and are as at be before behind below between beyond but by can could despite do down during either et for from had has have how if in inside into is it its like near neither nor of off on onto or out over per so some than that the their this through to toward towards under until up upon using via was were what when where which while with within without yet das dem den der des die ein eine einer eines und von zu im am la le les un une des du de et en el los las una y del'.split(
    ' ',
  ),
)

/** One part of a formula reads these; `folds` makes ASCII of letters. */
export type Subject = { readonly item: CslItem; readonly folds: boolean }

const hangul = /^[가-힣]+$/

/** Family names of the people a work is known by, in their order. */
export function familyNames({ item, folds }: Subject): string[] {
  const people = (item.author?.length ? item.author : item.editor) ?? []
  return people
    .filter((name) => !isOthers(name))
    .map((name) => familyName(name, folds))
    .filter((name) => name !== '')
}

function familyName(name: CslName, folds: boolean): string {
  const { literal, family, given = '' } = name
  const korean = [family, literal].find((text) => text !== undefined && hangul.test(text))
  if (korean !== undefined) {
    const own = korean === literal ? koreanFamilyOf(korean) : korean
    return folds ? romaniseFamilyName(own) : own
  }
  const text = family ?? literal ?? given
  const joined = [name['non-dropping-particle'], text].filter(Boolean).join(' ')
  return lettersOf(folds ? foldLetters(joined) : joined)
}

function lettersOf(text: string): string {
  return text.normalize('NFC').replaceAll(/[^\p{L}\p{N}-]/gu, '')
}

/** The words of a text that say something; Hangul romanised word by word. */
export function wordsOf(text: string, folds: boolean, skips: boolean): string[] {
  const words = text
    .replaceAll(/\$[^$]*\$/g, ' ')
    .split(/[\s/:;,.!?()[\]{}"“”«»„–—·…]+/)
    .map((word) => lettersOf(folds ? foldLetters(word) : word).replaceAll('-', ''))
    .filter((word) => word !== '')
  const told = skips ? words.filter((word) => !skipped.has(word.toLowerCase())) : words
  return told.length > 0 ? told : words
}

export function capitalised(word: string): string {
  const [first = '', ...rest] = word
  return first.toUpperCase() + rest.join('')
}

export function titleWords({ item, folds }: Subject, skips: boolean): string[] {
  return wordsOf(item['title-short'] ?? item.title ?? '', folds, skips)
}

export function journalWords({ item, folds }: Subject): string[] {
  return wordsOf(
    item['container-title-short'] ?? item['container-title'] ?? item.publisher ?? '',
    folds,
    false,
  )
}

export function yearText({ item }: Subject): string {
  return yearOf(item)?.toString() ?? ''
}
