import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane: the least OWASP recommends, and what keeps a sign-in near
 * 20 ms on a small server (OWASP Password Storage Cheat Sheet, "Argon2id").
 */
const cost = { memoryKib: 19_456, passes: 2, parallelism: 1 } as const
const saltBytes = 16
const keyBytes = 32
/** The version of Argon2 that Node computes (0x13, RFC 9106). */
const version = 19

const derive = promisify(argon2)

type Hash = {
  readonly memoryKib: number
  readonly passes: number
  readonly parallelism: number
  readonly salt: Buffer
  readonly key: Buffer
}

// PHC strings carry base64 without padding (github.com/P-H-C/phc-string-format).
const toBase64 = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
const pattern =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,171})$/

function parse(phc: string): Hash | undefined {
  const [, memoryKib, passes, parallelism, salt, key] = pattern.exec(phc) ?? []
  if (salt === undefined || key === undefined) return undefined
  return {
    memoryKib: Number(memoryKib),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  }
}

function parameters(password: string, hash: Omit<Hash, 'key'>, tagLength: number): Argon2Parameters {
  return {
    // One written form for what looks the same, whichever keyboard typed it (NIST SP 800-63B, 3.1.1.2).
    message: Buffer.from(password.normalize('NFKC'), 'utf8'),
    nonce: hash.salt,
    memory: hash.memoryKib,
    passes: hash.passes,
    parallelism: hash.parallelism,
    tagLength,
  }
}

/** @returns the password's Argon2id hash as a PHC string with its own salt and parameters. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  const key = await derive('argon2id', parameters(password, { ...cost, salt }, keyBytes))
  const settings = `m=${cost.memoryKib},t=${cost.passes},p=${cost.parallelism}`
  return `$argon2id$v=${version}$${settings}$${toBase64(salt)}$${toBase64(key)}`
}

/**
 * Compares in constant time, with the parameters the hash was made with.
 * @returns false also for a text that is no Argon2id PHC string: nobody signs in against a damaged row.
 */
export async function verifyPassword(phc: string, password: string): Promise<boolean> {
  const hash = parse(phc)
  if (!hash) return false
  const key = await derive('argon2id', parameters(password, hash, hash.key.length))
  return timingSafeEqual(key, hash.key)
}
