import { createHash, createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'

/** What somebody was asked for, and in which session; empty while there is none. */
export type Ceremony = {
  readonly act: 'make a passkey' | 'confirm by passkey' | 'sign in by passkey'
  readonly sessionId: string
}

/** As long as a person may take to find their key. */
export const challengeMs = 5 * 60_000
const nonceBytes = 16
const endBytes = 6

function signatureOf(key: KeyObject, head: Buffer, { act, sessionId }: Ceremony): Buffer {
  return createHmac('sha256', key).update(`${act} ${sessionId} `).update(head).digest()
}

/**
 * A challenge that says itself when it ends and what it is for: strangers ask for challenges, and none of them may cost a
 * row. What it opened is written down, so that it opens nothing twice.
 */
export function makeChallenge(key: KeyObject, ceremony: Ceremony, now: Date): Buffer {
  const head = Buffer.alloc(nonceBytes + endBytes)
  randomBytes(nonceBytes).copy(head)
  head.writeUIntBE(now.getTime() + challengeMs, nonceBytes, endBytes)
  return Buffer.concat([head, signatureOf(key, head, ceremony)])
}

/** Whether a challenge that came back was made here, for this, and is not over. */
export function isChallenge(key: KeyObject, ceremony: Ceremony, now: Date) {
  return (text: string): boolean => {
    const bytes = Buffer.from(text, 'base64url')
    const head = bytes.subarray(0, nonceBytes + endBytes)
    const signature = bytes.subarray(nonceBytes + endBytes)
    if (head.length < nonceBytes + endBytes || head.readUIntBE(nonceBytes, endBytes) < now.getTime())
      return false
    const wanted = signatureOf(key, head, ceremony)
    return signature.length === wanted.length && timingSafeEqual(signature, wanted)
  }
}

/** The form in which what was used up is kept. */
export function hashSpent(text: string): Buffer {
  return createHash('sha256').update(Buffer.from(text, 'base64url')).digest()
}
