import { decodeCp949 } from './cp949.ts'
import type { TextEncoding } from './reading.ts'

export type DecodedText = {
  text: string
  encoding: TextEncoding
  /** How many characters of the text stand for bytes that mean nothing in the encoding. */
  lostCount: number
}

// Enough bytes to know an encoding by; a whole 50 MB file need not be looked at three times.
const sampleBytes = 1_000_000

const binaryStarts: readonly (readonly number[])[] = [
  [...'%PDF-'].map(codeOf),
  [...'PK'].map(codeOf).concat(3, 4),
  [...'Rar!'].map(codeOf),
  [0x1f, 0x8b],
  [0x89, 0x50, 0x4e, 0x47],
  [0xff, 0xd8, 0xff],
  [0xd0, 0xcf, 0x11, 0xe0],
]

/**
 * Decodes a text file whose encoding nobody tells: byte order marks, UTF-16 without one, UTF-8, CP949 (Korean Windows)
 * and Windows-1252, in this order of certainty.
 * @returns undefined for bytes that are no text.
 */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  if (isKnownBinary(bytes)) return undefined
  const marked = encodingOfMark(bytes)
  if (marked !== undefined) return decodeAs(marked, bytes)
  const wide = utf16WithoutMark(bytes)
  if (wide !== undefined) return decodeAs(wide, bytes)
  const sample = bytes.subarray(0, sampleBytes)
  if (sample.includes(0)) return undefined
  return decodeAs(eightBitEncoding(bytes), bytes)
}

function decodeAs(encoding: TextEncoding, bytes: Uint8Array): DecodedText {
  const text = encoding === 'cp949' ? decodeCp949(bytes) : new TextDecoder(encoding).decode(bytes)
  return { text, encoding, lostCount: countOf(text, /\ufffd/g) }
}

function codeOf(character: string): number {
  return character.charCodeAt(0)
}

function encodingOfMark(bytes: Uint8Array): TextEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

function isKnownBinary(bytes: Uint8Array): boolean {
  return binaryStarts.some((start) => start.every((byte, index) => bytes[index] === byte))
}

/**
 * The syntax of every bibliography format is ASCII, so in UTF-16 many code units have a zero byte, all on one side.
 * A Korean file has the fewest of them: about one in five (field names, digits, line ends).
 */
function utf16WithoutMark(bytes: Uint8Array): TextEncoding | undefined {
  const sample = bytes.subarray(0, 20_000)
  const zeros = [0, 0]
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  const units = sample.length / 2
  if (Math.max(even, odd) < units * 0.05 || Math.min(even, odd) > units * 0.01) return undefined
  return even > odd ? 'utf-16be' : 'utf-16le'
}

function eightBitEncoding(bytes: Uint8Array): TextEncoding {
  if (isValidUtf8(bytes)) return 'utf-8'
  const sample = bytes.subarray(0, sampleBytes)
  // A long UTF-8 file with a few broken bytes stays UTF-8: reading it as Windows-1252 would break every character.
  const { whole, broken } = utf8Sequences(bytes)
  if (whole > broken * 4) return 'utf-8'
  return looksLikeCp949(sample) ? 'cp949' : 'windows-1252'
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function utf8Sequences(bytes: Uint8Array): { whole: number; broken: number } {
  const text = new TextDecoder('utf-8').decode(bytes)
  return { whole: countOf(text, /[^\p{ASCII}\ufffd]/gu), broken: countOf(text, /\ufffd/g) }
}

/**
 * Korean text in CP949 is made of syllables of KS X 1001: a byte B0–C8 and a byte A1–FE, nearly always in runs. Letters
 * with accents in Windows-1252 stand alone between ASCII letters, so their pairs are Hangul only in Microsoft's extension.
 */
function looksLikeCp949(bytes: Uint8Array): boolean {
  let common = 0
  let rare = 0
  let broken = 0
  for (let index = 0; index < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0
    if (lead < 0x80) continue
    const kind = cp949Pair(lead, bytes[index + 1] ?? 0)
    if (kind === 'common') common += 1
    if (kind === 'rare') rare += 1
    if (kind === 'broken') broken += 1
    else index += 1
  }
  // Half as many rare ones keeps out Chinese in GB 2312, whose bytes spread over twice as many leads.
  return common > 0 && common >= rare * 2 && broken <= common * 0.02
}

function cp949Pair(lead: number, trail: number): 'common' | 'symbol' | 'rare' | 'broken' {
  const isLetter = (trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a)
  if (lead >= 0xa1 && lead <= 0xfe && trail >= 0xa1 && trail <= 0xfe) {
    if (lead >= 0xb0 && lead <= 0xc8) return 'common'
    return lead <= 0xac ? 'symbol' : 'rare'
  }
  return lead <= 0xc6 && (isLetter || (trail >= 0x81 && trail <= 0xfe)) ? 'rare' : 'broken'
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
