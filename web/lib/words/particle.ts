/**
 * Korean particles that depend on the sound before them: after a consonant, after a vowel. `으로/로` counts a final ㄹ as a vowel.
 * (National Institute of Korean Language, Standard Language Regulations on particles.)
 */
export type Particle = '은/는' | '이/가' | '을/를' | '과/와' | '으로/로' | '이에요/예요' | '이라는/라는'

const firstSyllable = 0xac00
const lastSyllable = 0xd7a3
const finalsPerSyllable = 28
const finalRieul = 8

/** Digits as they are read aloud (영 일 이 삼 사 오 육 칠 팔 구): the final consonant each ends in. */
const endOfDigit: Readonly<Record<string, 'none' | 'rieul' | 'other'>> = {
  '0': 'other',
  '1': 'rieul',
  '2': 'none',
  '3': 'other',
  '4': 'none',
  '5': 'none',
  '6': 'other',
  '7': 'rieul',
  '8': 'rieul',
  '9': 'none',
}

/** @returns the text with the right form of the particle; `은(는)` where the sound cannot be known (Latin words). */
export function withParticle(text: string, particle: Particle): string {
  const [afterConsonant = '', afterVowel = ''] = particle.split('/')
  const end = endOf(text)
  if (end === undefined) return `${text}${afterConsonant}(${afterVowel})`
  const countsAsVowel = end === 'none' || (end === 'rieul' && particle === '으로/로')
  return text + (countsAsVowel ? afterVowel : afterConsonant)
}

function endOf(text: string): 'none' | 'rieul' | 'other' | undefined {
  // Quotes and brackets are silent: 「논문」은 follows 문.
  const sounded = text.normalize('NFC').replace(/[^\p{L}\p{N}]+$/u, '')
  const last = sounded.at(-1)
  if (last === undefined) return undefined
  if (last in endOfDigit) return endOfDigit[last]
  const code = last.codePointAt(0) ?? 0
  if (code < firstSyllable || code > lastSyllable) return undefined
  const final = (code - firstSyllable) % finalsPerSyllable
  if (final === 0) return 'none'
  return final === finalRieul ? 'rieul' : 'other'
}
