/** A vector as it is stored: half-precision numbers (IEEE 754 binary16), little-endian as every machine that runs Node is. */
export function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(new Float16Array(vector).buffer)
}

/** A stored vector. @throws RangeError for an odd number of bytes */
export function fromBytes(bytes: Uint8Array): Float32Array {
  // A copy begins where two-byte numbers may.
  return Float32Array.from(new Float16Array(Uint8Array.from(bytes).buffer))
}

/** The signs of a vector as PostgreSQL writes bits: most of where it points, in a sixteenth of its room. */
export function signsOf(vector: Float32Array): string {
  let signs = ''
  for (const number of vector) signs += number >= 0 ? '1' : '0'
  return signs
}

/** Numbers of a question in sixteen steps from the least to the greatest, as bits: the first plane has the ones, the next the twos. */
export type Planes = { readonly least: number; readonly step: number; readonly planes: readonly string[] }

/**
 * A question to be weighed against signs: the sum of its numbers where a passage's sign is plus is
 * `least * bit_count(signs) + step * (bit_count(signs & planes[0]) + 2 * bit_count(signs & planes[1]) + …)`, and the greater it
 * is the nearer may the passage be. Only the passages are rounded to signs, the question to four bits: Gao and Long, "RaBitQ",
 * SIGMOD 2024, https://doi.org/10.1145/3654970, section 3.3.
 */
export function planesOf(question: Float32Array): Planes {
  const least = Math.min(...question)
  const step = (Math.max(...question) - least) / 15 || 1
  const steps = Array.from(question, (number) => Math.round((number - least) / step))
  const planes = [1, 2, 4, 8].map((worth) =>
    steps.map((each) => (Math.floor(each / worth) % 2 === 1 ? '1' : '0')).join(''),
  )
  return { least, step, planes }
}

/** The cosine of two vectors of length 1. */
export function likenessOf(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
