import type { KeyObject } from 'node:crypto'
import { z } from 'zod'
import { userId } from '#contract/ids.ts'
import { open, SealBroken, seal } from '#platform/crypto/seal.ts'

const cookie = 'seogo.elsewhere'
/** As long as somebody may take at the issuer. */
export const stateMs = 10 * 60_000
const keyId = 'installation'

const onTheWay = z.strictObject({
  step: z.literal('on the way'),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where the browser stood, and comes back to. */
  origin: z.string(),
  /** The session that wants to be opened so from now on; absent for a sign-in. */
  sessionId: z.string().optional(),
  untilMs: z.int(),
})
export type OidcState = z.infer<typeof onTheWay>

/** The issuer has said who it is; a code of the second factor is still to come. */
const proved = z.strictObject({ step: z.literal('proved'), userId, untilMs: z.int() })
const remembered = z.union([onTheWay, proved])
type Remembered = z.infer<typeof remembered>

type Writing = { readonly key: KeyObject; readonly secure: boolean }

/** The `Set-Cookie` value by which this browser, and no other, goes on; sealed, because it holds the code's verifier. */
export function stateCookie(state: Remembered, { key, secure }: Writing): string {
  const sealed = seal(JSON.stringify(state), { key, keyId, context: cookie }).toString('base64url')
  return `${cookie}=${sealed}; Path=/api; HttpOnly; SameSite=Lax; Max-Age=${stateMs / 1000}${secure ? '; Secure' : ''}`
}

/** The value that takes it away. */
export const endStateCookie = `${cookie}=; Path=/api; HttpOnly; SameSite=Lax; Max-Age=0`

/** What this browser carries of a sign-in elsewhere; undefined when there is none, it is over, or somebody made it up. */
export function readState(headers: Headers, key: KeyObject, now: Date): Remembered | undefined {
  const text = new RegExp(`(?:^|; )${cookie.replace('.', '\\.')}=([\\w-]+)`).exec(
    headers.get('cookie') ?? '',
  )?.[1]
  if (text === undefined) return undefined
  try {
    const plain = open(Buffer.from(text, 'base64url'), { findKey: () => key, context: cookie })
    const state = remembered.parse(JSON.parse(plain.toString('utf8')))
    return state.untilMs > now.getTime() ? state : undefined
  } catch (error) {
    if (error instanceof SealBroken) return undefined
    throw error
  }
}
