// Node's "euc-kr" knows the 2,350 syllables of KS X 1001 and not the other 8,822 of Windows, though the encoding standard
// (https://encoding.spec.whatwg.org/#index-euc-kr) means both. Those stand in the order of Unicode in the codes that
// KS X 1001 leaves free, so they can be counted off.

const basic = new TextDecoder('euc-kr')
const firstSyllable = 0xac00
const lastSyllable = 0xd7a3

let extension: ReadonlyMap<number, string> | undefined

/** Decodes CP949 (Unified Hangul Code, the Korean code page of Windows). */
export function decodeCp949(bytes: Uint8Array): string {
  extension ??= makeExtension()
  const parts: string[] = []
  let start = 0
  for (let index = 0; index + 1 < bytes.length; index += 1) {
    const lead = bytes[index] ?? 0
    if (lead < 0x81) continue
    const syllable = extension.get(lead * 256 + (bytes[index + 1] ?? 0))
    if (syllable !== undefined) {
      parts.push(basic.decode(bytes.subarray(start, index)), syllable)
      start = index + 2
    }
    index += 1
  }
  parts.push(basic.decode(bytes.subarray(start)))
  return parts.join('')
}

function makeExtension(): Map<number, string> {
  const known = new Set(basicSyllables())
  const codes = freeCodes()
  // Two signs came to KS X 1001 in 1998.
  const found = new Map([
    [0xa2e6, '€'],
    [0xa2e7, '®'],
  ])
  for (let point = firstSyllable; point <= lastSyllable; point += 1) {
    const syllable = String.fromCharCode(point)
    if (known.has(syllable)) continue
    const code = codes.next()
    if (code.done !== true) found.set(code.value, syllable)
  }
  return found
}

function basicSyllables(): string {
  const pairs: number[] = []
  for (let lead = 0xb0; lead <= 0xc8; lead += 1) {
    for (let trail = 0xa1; trail <= 0xfe; trail += 1) pairs.push(lead, trail)
  }
  return basic.decode(Uint8Array.from(pairs))
}

function* freeCodes(): Generator<number> {
  for (let lead = 0x81; lead <= 0xc6; lead += 1) {
    // From A1 on the trails A1–FE belong to KS X 1001.
    const lastTrail = lead < 0xa1 ? 0xfe : 0xa0
    for (let trail = 0x41; trail <= lastTrail; trail += 1) {
      const isFree = trail <= 0x5a || (trail >= 0x61 && trail <= 0x7a) || trail >= 0x81
      if (isFree) yield lead * 256 + trail
    }
  }
}
