/** A vector as it is stored: half-precision numbers (IEEE 754 binary16), little-endian as every machine that runs Node is. */
export function toBytes(vector: Float32Array): Buffer {
  return Buffer.from(new Float16Array(vector).buffer)
}

/** A stored vector. @throws RangeError for an odd number of bytes */
export function fromBytes(bytes: Uint8Array): Float32Array {
  // A copy begins where two-byte numbers may.
  return Float32Array.from(new Float16Array(Uint8Array.from(bytes).buffer))
}

/**
 * The signs of a vector as PostgreSQL writes bits. Of vectors that point the same way most signs agree, and counting them costs
 * nearly nothing: it finds what may be near (Charikar, "Similarity estimation techniques from rounding algorithms", STOC 2002).
 */
export function signsOf(vector: Float32Array): string {
  let signs = ''
  for (const number of vector) signs += number >= 0 ? '1' : '0'
  return signs
}

/** The cosine of two vectors of length 1. */
export function likenessOf(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let at = 0; at < one.length; at++) sum += (one[at] ?? 0) * (other[at] ?? 0)
  return sum
}
