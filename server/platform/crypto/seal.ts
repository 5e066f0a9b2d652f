import { type CipherGCM, createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto'

const formatVersion = 1
const nonceBytes = 12
const tagBytes = 16

export type SealWith = {
  /** 256 bits, from `deriveKey`. */
  readonly key: KeyObject
  /** Which key this is, written in clear in front of the sealed text so that keys can be exchanged; 1 to 255 bytes. */
  readonly keyId: string
  /**
   * What the text belongs to, e.g. `provider key of <user id>`. Bound to the seal but not stored: opening with another
   * context fails, so a sealed text moved to somebody else's row is worthless.
   */
  readonly context: string
}

export type OpenWith = {
  /** Finds the key with which the text was sealed; undefined when it is not known (any more). */
  readonly findKey: (keyId: string) => KeyObject | undefined
  readonly context: string
}

/** Why a sealed text cannot be opened. `damaged` also means: wrong key or wrong context; the cipher cannot tell. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'
  readonly reason: 'unknown_format' | 'unknown_key' | 'damaged'

  constructor(reason: 'unknown_format' | 'unknown_key' | 'damaged') {
    super(`a sealed text cannot be opened: ${reason}`)
    this.reason = reason
  }
}

/**
 * Encrypts and authenticates with AES-256-GCM (NIST SP 800-38D): version byte, length and bytes of the key id, 96-bit
 * random nonce, 128-bit tag, ciphertext. Random nonces are safe up to 2^32 seals under one key.
 */
export function seal(plaintext: string | Uint8Array, { key, keyId, context }: SealWith): Buffer {
  const header = toHeader(keyId)
  const nonce = randomBytes(nonceBytes)
  const cipher: CipherGCM = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  cipher.setAAD(toAssociatedData(header, context))
  const bytes = typeof plaintext === 'string' ? Buffer.from(plaintext, 'utf8') : plaintext
  const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), ciphertext])
}

/**
 * Opens what {@link seal} made.
 * @throws SealBroken when one bit, the key or the context differs.
 */
export function open(sealed: Uint8Array, { findKey, context }: OpenWith): Buffer {
  const { header, keyId, nonce, tag, ciphertext } = takeApart(Buffer.from(sealed))
  const key = findKey(keyId)
  if (key === undefined) throw new SealBroken('unknown_key')
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes })
  decipher.setAAD(toAssociatedData(header, context))
  decipher.setAuthTag(tag)
  const start = decipher.update(ciphertext)
  try {
    return Buffer.concat([start, decipher.final()])
  } catch {
    throw new SealBroken('damaged')
  }
}

/** @returns the id of the key a text was sealed with, for finding what is still sealed with an old one. */
export function keyIdOf(sealed: Uint8Array): string {
  return takeApart(Buffer.from(sealed)).keyId
}

function toHeader(keyId: string): Buffer {
  const id = Buffer.from(keyId, 'utf8')
  if (id.length < 1 || id.length > 255) throw new RangeError('a key id has 1 to 255 bytes')
  return Buffer.concat([Buffer.of(formatVersion, id.length), id])
}

// The header tells its own length, so no context can be chosen that makes another header look the same.
function toAssociatedData(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context, 'utf8')])
}

function takeApart(sealed: Buffer) {
  const idLength = sealed[1]
  if (sealed[0] !== formatVersion || idLength === undefined) throw new SealBroken('unknown_format')
  const headerEnd = 2 + idLength
  const nonceEnd = headerEnd + nonceBytes
  const tagEnd = nonceEnd + tagBytes
  if (sealed.length < tagEnd) throw new SealBroken('damaged')
  return {
    header: sealed.subarray(0, headerEnd),
    keyId: sealed.toString('utf8', 2, headerEnd),
    nonce: sealed.subarray(headerEnd, nonceEnd),
    tag: sealed.subarray(nonceEnd, tagEnd),
    ciphertext: sealed.subarray(tagEnd),
  }
}
