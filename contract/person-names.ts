import { type CslName, isOthers, othersName } from './csl.ts'

const particle =
  /^(a|af|al|an|auf|av|ben|bin|da|dal|dalla|das|de|degli|dei|del|della|den|der|des|di|do|dos|du|e|el|ibn|la|las|le|li|lo|los|of|op|'s|'t|ten|ter|the|und|van|vande|vander|ver|vom|von|y|zu|zum|zur)$/i
const suffix = /^(jr|sr|ii|iii|iv|2nd|3rd)\.?$/i
// Not S.A. and AG, which are the initials of many more people.
const company = /^(?:(?:inc|ltd|llc|llp|corp|gmbh|plc|pty)\.?|co\.)$/i
const germanSociety = /^e\. ?V\.?$/

const hangul = /^[가-힣]+$/
/** The Korean family names of two syllables that are in use. */
const longFamilyNames = new Set([
  '남궁',
  '황보',
  '제갈',
  '사공',
  '선우',
  '서문',
  '독고',
  '동방',
  '망절',
  '어금',
])

/**
 * A name "Family, Given" or "Family, Suffix, Given", with particles of the family name in front ("van Gogh, Vincent").
 * @returns undefined when there is no comma, so that the caller decides what a bare name means in its format.
 */
export function nameWithComma(text: string): CslName | undefined {
  const parts = text.split(',').map((part) => part.trim())
  const [before, second = '', ...rest] = parts
  if (before === undefined || parts.length < 2) return undefined
  if (rest.length === 0) {
    if (company.test(second) || germanSociety.test(second)) return { literal: text.trim() }
    return suffix.test(second) ? personOf(before, '', second) : personOf(before, second)
  }
  // BibTeX puts the suffix in the middle, RIS at the end.
  if (suffix.test(second)) return personOf(before, rest.join(', '), second)
  const last = rest.at(-1) ?? ''
  if (suffix.test(last)) return personOf(before, [second, ...rest.slice(0, -1)].join(', '), last)
  return rest.length === 1 && rest[0] !== ''
    ? personOf(before, rest[0] ?? '', second)
    : personOf(before, second)
}

function personOf(familyText: string, given: string, suffixText = ''): CslName {
  if (familyText === '') return { literal: given }
  const words = familyText.split(' ')
  const start = words.findIndex((word, index) => !isParticle(word) || index === words.length - 1)
  return person(words.slice(0, start).join(' '), words.slice(start).join(' '), given, suffixText)
}

function person(particles: string, family: string, given: string, suffixText: string): CslName {
  if (given === '' && suffixText === '' && hangul.test(family)) return { literal: family }
  const name: CslName = { family }
  if (given !== '') name.given = given
  if (particles !== '') name['non-dropping-particle'] = particles
  if (suffixText !== '') name.suffix = suffixText
  return name
}

function isParticle(word: string): boolean {
  return /^['’]?\p{Ll}/u.test(word) && particle.test(word.replace('’', "'"))
}

/**
 * A name in the order "Given von Family Jr." as BibTeX reads it: the particles are the words in lower case before the
 * last one. Hangul keeps its own order, family name first.
 */
export function nameInReadingOrder(words: readonly string[]): CslName | undefined {
  const [first, second] = words
  if (first === undefined) return undefined
  if (second === undefined) return hangul.test(first) ? { literal: first } : { family: first }
  if (words.every((word) => hangul.test(word))) return koreanName(words)
  const end = suffix.test(words.at(-1) ?? '') && words.length > 2 ? words.length - 1 : words.length
  const named = words.slice(0, end)
  const start = named.findIndex((word, index) => index < named.length - 1 && isParticle(word))
  const from = start === -1 ? named.length - 1 : start
  const familyStart = named.findIndex((word, index) => index >= from && !isParticle(word))
  const split = familyStart === -1 ? named.length - 1 : familyStart
  return person(
    named.slice(from, split).join(' '),
    named.slice(split).join(' '),
    named.slice(0, from).join(' '),
    words.slice(end).join(' '),
  )
}

function koreanName(words: readonly string[]): CslName {
  const [first = '', second = ''] = words
  const whole: CslName = { literal: words.join(' ') }
  if (words.length !== 2 || first.length > 3 || second.length > 3) return whole
  if (first.length === 1 || longFamilyNames.has(first)) return { family: first, given: second }
  return second.length === 1 ? { family: second, given: first } : whole
}

/**
 * Korean records put several people into one name: "김한나, 서소정", "이경준·송희경", "홍길동 외 2명". A comma after one
 * syllable is a family name ("김, 철수"), so only longer parts are people.
 * @returns undefined when the text is one name.
 */
function koreanNameList(text: string): CslName[] | undefined {
  const etAl = /\s+외(?:\s*\d+\s*(?:인|명))?$/
  const bare = text.replace(etAl, '')
  const parts = bare.split(/\s*[,;·ㆍ‧]\s*/).filter((part) => part !== '')
  const arePeople =
    parts.length > 1 && parts.every((part) => hangul.test(part) && part.length >= 2 && part.length <= 5)
  const isFamilyAndGiven = parts.length === 2 && longFamilyNames.has(parts[0] ?? '')
  if (!arePeople || isFamilyAndGiven) {
    return bare === text || !hangul.test(bare) ? undefined : [{ literal: bare }, othersName]
  }
  const names: CslName[] = parts.map((literal) => ({ literal }))
  return bare === text ? names : [...names, othersName]
}

/**
 * People whom a careless writer put into one name: lists with semicolons, Korean lists, and Vancouver style
 * ("Smith J, Jones KL, Brown L" or "Smith, J., Jones, K.").
 * @returns undefined when the text is one name.
 */
export function peopleInOneName(text: string): CslName[] | undefined {
  const korean = koreanNameList(text)
  if (korean !== undefined) return korean
  const parts = text.split(/\s*,\s*/).filter((part) => part !== '')
  if (parts.length > 1 && parts.every((part) => /^\p{Lu}[\p{L}'’-]+ \p{Lu}{1,3}$/u.test(part))) {
    return parts
      .map((part) => nameInReadingOrder(part.split(' ').toReversed()))
      .filter((name) => name !== undefined)
  }
  const arePairs = parts.length >= 4 && parts.length % 2 === 0
  const initials = parts.filter(
    (part, index) => index % 2 === 1 && /^(?:\p{Lu}\p{Ll}?\.?[ -]?)+$/u.test(part),
  )
  if (!arePairs || initials.length !== parts.length / 2) return undefined
  return initials.map((given, index) => personOf(parts[index * 2] ?? '', given))
}

/** The list with every way of writing "and others" as one mark at its end. */
export function withOthersLast(names: readonly CslName[]): CslName[] {
  const people = names.filter((name) => !isOthers(name))
  return people.length < names.length ? [...people, othersName] : people
}
