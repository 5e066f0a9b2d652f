import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import type { Secret } from './secret.ts'

const keyBytes = 32
const masterBytesMin = 32

/**
 * One master secret, many keys: HKDF-SHA256 (RFC 5869) with the purpose as its `info`, so that a key leaked in one
 * place opens nothing elsewhere. The same master and purpose always give the same key.
 *
 * @throws RangeError when the master has fewer than 32 bytes: HKDF spreads randomness, it cannot make any.
 */
export function deriveKey(master: Secret, purpose: string): KeyObject {
  const material = Buffer.from(master.reveal(), 'utf8')
  if (material.length < masterBytesMin)
    throw new RangeError(`a master secret needs at least ${masterBytesMin} bytes`)
  // No salt: the master is already uniformly random, and a salt would be one more thing to lose (RFC 5869, 3.1).
  const key = hkdfSync('sha256', material, Buffer.alloc(0), `seogo/1/${purpose}`, keyBytes)
  return createSecretKey(Buffer.from(key))
}
