import { createHash, randomBytes } from 'node:crypto'

/** What an authenticator app that is lost is replaced by: enough for years, few enough for a slip of paper. */
const codeCount = 10
/** Crockford's base32: no letter that looks like another, none that spells a word by chance (no U). */
const letters = '0123456789abcdefghjkmnpqrstvwxyz'
const codeLength = 16

function makeCode(): string {
  // 256 is a multiple of 32: every letter is equally likely. Sixteen of them are 80 bits.
  const text = Array.from(randomBytes(codeLength), (byte) => letters[byte % letters.length]).join('')
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

/** @returns ten codes of 80 random bits as a person types them: `k7q2-…` */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: codeCount }, makeCode)
}

/** The form in which a code is stored; however it was typed, and only for this person. */
export function hashRecoveryCode(userId: string, typed: string): Buffer {
  const plain = typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
  return createHash('sha256').update(`${userId} ${plain}`).digest()
}
