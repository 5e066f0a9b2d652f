import type { SeenLine, SeenSegment } from './seen-lines.ts'
import { capitalise, type Vocabulary } from './vocabulary.ts'

export type FoundName = {
  name: string
  /** Weak: looks like a name, and its words also occur as ordinary ones in the document. */
  strength: 'strong' | 'weak'
}

const institutionWords =
  /\b(universit\w*|universid\w*|institut\w*|dep(t|art)\w*|laborator\w*|labs?|schools?|colleges?|cent(er|re)s?|centro|facult\w*|faculdade|research|academy|hospital|ministry|corp(oration)?|company|inc|ltd|llc|gmbh|foundation|societ(y|ies)|association|division|group|team|systems?|technolog\w*|engineering|sciences?|computing|informati\w*|street|avenue|road|box|editors?|google|microsoft|ibm|amazon|facebook|meta|apple|nvidia|openai|deepmind|inria|cnrs|mit|eth|epfl|kaist|postech|kisti|iit|csail)\b/i
const places =
  /\b(usa|u\.s\.a\.?|united states|uk|united kingdom|england|scotland|ireland|france|germany|italy|spain|portugal|netherlands|belgium|switzerland|austria|sweden|norway|denmark|finland|poland|russia|china|p\. ?r\. china|japan|korea|republic of korea|south korea|india|israel|canada|australia|new zealand|brazil|mexico|singapore|taiwan|hong kong|california|massachusetts|new york|new jersey|pennsylvania|washington|texas|illinois|michigan|seoul|daejeon|tokyo|beijing|shanghai|london|paris|berlin|zurich|cambridge|oxford|stanford|berkeley|princeton|santa cruz|san francisco|san diego|los angeles)\b/i
const koreanInstitution =
  /(대학교|대학원|대학|학과|학부|전공|연구소|연구원|연구실|연구단|센터|병원|주식회사|\(주\)|㈜|학회|공사|공단|재단|교육청|교수|석사|박사|편집)/
const address = /@|https?:|www\.|\b[A-Z]{2},? \d{4,5}\b|\d{4,}|, [A-Z]{2}\b(?!\.)/
const notNames =
  /^(abstract|summary|introduction|keywords?|contents|preface|editors?|member|student|fellow|ieee|acm|received|accepted|revised|copyright|figure|table|section|chapter|version|draft|january|february|march|april|may|june|july|august|september|october|november|december)\b/i
const startsLikeText =
  /^(the|a|an|in|on|of|for|this|that|these|we|our|to|from|with|at|by|using|how|why|what|and|or|is|are)\b/i

const honours = /\b(?:prof(?:essor)?|dr|mr|mrs|ms|sir|dipl\.?-ing)\.?\s+(?=\p{L})/giu
const titlesAfterName =
  /[,\s]+(?:(?:student|senior|associate|life|graduate)?\s*(?:member|fellow)|ieee|acm|ph\.?\s?d\.?|m\.?d\.?|m\.?sc\.?|jr|sr)\.?(?=[,;]|\s+and\b|\s*$)/giu
const marks = /[\d*∗†‡§¶‖⋆♯#^~_]+/g
const separators = /\s*(?:[,;|·ㆍ‧•、，]|\band\b|\bAND\b|&|\bund\b|\bet\b|\s및\s)\s*/u

/** Whether a stretch of a line names an institution, a place or an address. */
export function isAffiliation(text: string): boolean {
  return (
    institutionWords.test(text) || koreanInstitution.test(text) || address.test(text) || places.test(text)
  )
}

/** The people a line names, each with the look of its stretch of the line. */
export function namesInLine(line: SeenLine, vocabulary: Vocabulary): (FoundName & { look: SeenSegment })[] {
  // Widely spaced letters and optical recognition tear names apart; a stretch of one word is no whole name.
  const torn =
    line.segments.length > 1 && line.segments.some((segment) => /^[\p{Script=Latin}.]+$/u.test(segment.text))
  const [first] = line.segments
  const stretches = torn && first !== undefined ? [{ ...first, text: line.text }] : line.segments
  return stretches.flatMap((look) => namesIn(look.text, vocabulary).map((found) => ({ ...found, look })))
}

/**
 * The people a stretch of a line names, in order; reading stops where the stretch goes on to an institution or a place.
 */
export function namesIn(segment: string, vocabulary: Vocabulary): FoundName[] {
  const prepared = segment
    .replace(/\([^()]*\)?/g, ' ')
    .replace(/\{[^{}]*\}?@\S+|\S+@\S*/g, ' ')
    .replace(titlesAfterName, ' ')
    .replace(titlesAfterName, ' ')
  const isByline = /^\s*by\s/i.test(prepared)
  const names: FoundName[] = []
  for (const piece of prepared.replace(/^\s*by\s+/i, '').split(separators)) {
    const text = piece.replace(marks, ' ').replace(honours, '').replace(/\s+/g, ' ').trim()
    if (text === '') continue
    const affiliation = isAffiliation(text) || /\d{3}/.test(piece)
    if (affiliation && isByline && names.length === 0) return nameBeforeInstitution(text, vocabulary)
    if (affiliation) break
    names.push(...(koreanNames(text) ?? latinName(text, vocabulary)))
  }
  return address.test(segment) && !/@/.test(segment) ? [] : names
}

/** "by Herbert Stoyan University of Erlangen": the words before the institution. */
function nameBeforeInstitution(text: string, vocabulary: Vocabulary): FoundName[] {
  const start = text.search(institutionWords)
  return start <= 0 ? [] : latinName(text.slice(0, start).trim(), vocabulary)
}

const particles = new Set(
  'van von der den de del della di da do dos das du la le el al bin ibn ben ter ten af av zu y e'.split(' '),
)
const initial = /^(?:\p{Lu}\p{M}?\.?-?){1,4}$/u
const nameWord = /^(?:(?:Mc|Mac|O['’]|D['’]|d['’])?\p{Lu}[\p{L}\p{M}]*)(?:[-‐'’]\p{L}[\p{L}\p{M}]*)*\.?$/u
const suffix = /^(?:Jr\.?|Sr\.?|II|III|IV)$/

function latinName(text: string, vocabulary: Vocabulary): FoundName[] {
  const words = text.replace(/((?:\p{Lu}\.)+)(?=\p{Lu}\p{Ll})/gu, '$1 ').split(' ')
  if (words.length < 2 || words.length > 6 || notNames.test(text) || startsLikeText.test(text)) return []
  const kinds = words.map(kindOf)
  const wholeWords = kinds.filter((kind) => kind === 'word').length
  const initials = kinds.filter((kind) => kind === 'initial').length
  const lastKind = kinds.at(-1)
  if (kinds.includes(undefined) || wholeWords === 0 || kinds[0] === 'suffix') return []
  if (lastKind !== 'word' && lastKind !== 'suffix') return []
  const known = vocabulary.shareKnown(text)
  const strong = known <= 0.34 || (initials > 0 && known < 0.8)
  if (!strong && known > 0.99 && initials === 0 && wholeWords > 3) return []
  return [{ name: words.map(asPrinted).join(' '), strength: strong ? 'strong' : 'weak' }]
}

type WordKind = 'initial' | 'word' | 'particle' | 'suffix'

function kindOf(word: string): WordKind | undefined {
  if (suffix.test(word)) return 'suffix'
  if (particles.has(word.toLowerCase()) && word !== word.toUpperCase()) return 'particle'
  if (initial.test(word) && (word.includes('.') || word.length === 1)) return 'initial'
  return nameWord.test(word) && word.replace(/\P{L}/gu, '').length > 1 ? 'word' : undefined
}

/** Names in capitals become ordinary ones, initials and suffixes stay. */
function asPrinted(word: string): string {
  const kind = kindOf(word)
  if (kind !== 'word' || word.length < 2 || word !== word.toUpperCase()) return word
  return word.replace(/[\p{L}\p{M}]+/gu, (part) => (part.length > 1 ? capitalise(part) : part))
}

// The 60 commonest of about 280 family names cover over 98 % of the people (Statistics Korea, 2015 census).
const koreanFamilyNames = new Set(
  '김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국',
)
const koreanTwoSyllableFamilyNames = /^(남궁|황보|제갈|선우|독고|사공|서문)/

/** @returns undefined when the text is not Hangul. */
function koreanNames(text: string): FoundName[] | undefined {
  if (!/^[가-힣\s]+$/.test(text)) return undefined
  const words = text.split(' ')
  const spelled = words.every((word) => word.length === 1) && words.length >= 2 && words.length <= 4
  const candidates = spelled ? [words.join('')] : words
  return candidates.every(isKoreanName) ? candidates.map((name) => ({ name, strength: 'strong' })) : []
}

function isKoreanName(word: string): boolean {
  if (koreanTwoSyllableFamilyNames.test(word)) return word.length >= 3 && word.length <= 4
  return word.length >= 2 && word.length <= 4 && koreanFamilyNames.has(word.charAt(0)) && word.length <= 3
}
