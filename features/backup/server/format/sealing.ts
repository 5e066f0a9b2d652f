import { createCipheriv, createDecipheriv, createHmac, hkdfSync, type KeyObject } from 'node:crypto'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import type { Secret } from '#platform/crypto/secret.ts'

/**
 * Sealed bytes, written and read as a stream: AES-256-GCM over pieces of 64 KiB by the STREAM construction (Hoang,
 * Reyhanitabar, Rogaway, Vizár 2015, as the age format uses it), so that a piece that was changed, cut off, doubled or
 * moved is found before anything of it is used. Layout: magic (8) ‖ salt (32) ‖ pieces, each with its tag (16).
 *
 * The salt is an HMAC of the content's own hash: the same content under the same key gives the same bytes, so that it is
 * stored once. Every content has a key of its own (HKDF-SHA256 of salt), hence counters may serve as nonces.
 */
const magic = Buffer.from('SEOGOBK1')
const saltBytes = 32
const headerBytes = magic.length + saltBytes
const pieceBytes = 65_536
const tagBytes = 16
const nonceBytes = 12

export type BackupKey = {
  readonly sealing: KeyObject
  readonly salting: KeyObject
  /** Tells keys apart and says nothing about them; stands in clear in every set. */
  readonly id: string
}

/** The keys of sealed sets, from one secret of at least 32 characters that is kept apart from the data. */
export function backupKeyOf(secret: Secret): BackupKey {
  return {
    sealing: deriveKey(secret, 'backup sealing'),
    salting: deriveKey(secret, 'backup salts'),
    id: deriveKey(secret, 'backup key id').export().toString('hex').slice(0, 16),
  }
}

/** Sealed bytes that do not open: changed, cut short, put together from others, or sealed with another key. */
export class SealedBytesBroken extends Error {
  override readonly name = 'SealedBytesBroken'
}

function contentKey(key: BackupKey, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', key.sealing.export(), salt, 'seogo backup content', 32))
}

function nonceOf(piece: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(nonceBytes)
  nonce.writeUIntBE(piece, nonceBytes - 7, 6)
  nonce.writeUInt8(isLast ? 1 : 0, nonceBytes - 1)
  return nonce
}

/** Cuts a stream into pieces of one size; the last one is marked, and is empty only when the stream is. */
async function* cut(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<{ piece: Buffer; isLast: boolean }> {
  let waiting = Buffer.alloc(0)
  for await (const chunk of bytes) {
    waiting = waiting.length === 0 ? Buffer.from(chunk) : Buffer.concat([waiting, chunk])
    let at = 0
    for (; waiting.length - at > size; at += size)
      yield { piece: waiting.subarray(at, at + size), isLast: false }
    waiting = waiting.subarray(at)
  }
  yield { piece: waiting, isLast: true }
}

/** Seals a stream. @param contentHash SHA-256 of what the stream holds, as hexadecimal digits */
export async function* sealBytes(
  bytes: AsyncIterable<Uint8Array>,
  key: BackupKey,
  contentHash: string,
): AsyncGenerator<Buffer> {
  const salt = createHmac('sha256', key.salting).update(Buffer.from(contentHash, 'hex')).digest()
  const ofContent = contentKey(key, salt)
  yield Buffer.concat([magic, salt])
  let count = 0
  for await (const { piece, isLast } of cut(bytes, pieceBytes)) {
    const cipher = createCipheriv('aes-256-gcm', ofContent, nonceOf(count, isLast))
    yield Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()])
    count += 1
  }
}

/** Opens a sealed stream; each piece is given only after its tag was checked. @throws SealedBytesBroken */
export async function* openBytes(sealed: AsyncIterable<Uint8Array>, key: BackupKey): AsyncGenerator<Buffer> {
  let ofContent: Buffer | undefined
  let header = Buffer.alloc(0)
  const afterHeader = async function* () {
    for await (const chunk of sealed) {
      if (ofContent) {
        yield chunk
        continue
      }
      header = Buffer.concat([header, chunk])
      if (header.length < headerBytes) continue
      if (!header.subarray(0, magic.length).equals(magic))
        throw new SealedBytesBroken('these are no sealed bytes')
      ofContent = contentKey(key, header.subarray(magic.length, headerBytes))
      yield header.subarray(headerBytes)
    }
  }
  let count = 0
  for await (const { piece, isLast } of cut(afterHeader(), pieceBytes + tagBytes)) {
    if (!ofContent || piece.length < tagBytes) throw new SealedBytesBroken('sealed bytes end too early')
    const decipher = createDecipheriv('aes-256-gcm', ofContent, nonceOf(count, isLast))
    decipher.setAuthTag(piece.subarray(-tagBytes))
    const opened = decipher.update(piece.subarray(0, -tagBytes))
    try {
      decipher.final()
    } catch (error) {
      throw new SealedBytesBroken('a sealed piece does not open', { cause: error })
    }
    yield opened
    count += 1
  }
}
