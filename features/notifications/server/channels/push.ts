import { createECDH, ECDH } from 'node:crypto'
import { buildPushPayload } from '@block65/webcrypto-web-push'
import { z } from 'zod'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import type { House } from '#platform/house.ts'
import type { Priority } from '../../contract.ts'
import { postOutside } from './post-outside.ts'

const curve = 'prime256v1'
/** The order of that curve's base point. Source: SEC 2, 2.4.2. */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** How long a push service keeps a message for a device that is off. */
const keptSeconds = 3 * 24 * 60 * 60

const urgencyOf = { low: 'low', normal: 'normal', high: 'high', urgent: 'high' } as const satisfies Record<
  Priority,
  string
>

export const subscriptionKeys = z.strictObject({ p256dh: z.string(), auth: z.string() })
type SubscriptionKeys = z.infer<typeof subscriptionKeys>

type KeyPair = { readonly publicKey: string; readonly privateKey: string }
const pairs = new WeakMap<House, KeyPair>()

/**
 * The pair by which push services know this installation (RFC 8292), from its secret, which is made at its first start: so
 * that the private half is kept nowhere. Source of the way from bits to a key: FIPS 186-5, A.2.1.
 */
function pairOf(house: House): KeyPair {
  const known = pairs.get(house)
  if (known) return known
  const bits = ['push, first half', 'push, second half']
    .map((purpose) => deriveKey(house.secretKey, purpose).export().toString('hex'))
    .join('')
  const scalar = (BigInt(`0x${bits}`) % (order - 1n)) + 1n
  const privateKey = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex')
  const ecdh = createECDH(curve)
  ecdh.setPrivateKey(privateKey)
  const pair = {
    publicKey: ecdh.getPublicKey('base64url'),
    privateKey: privateKey.toString('base64url'),
  }
  pairs.set(house, pair)
  return pair
}

/** What a browser is given to subscribe with. */
export function pushKeyOf(house: House): string {
  return pairOf(house).publicKey
}

/** Whether a message can be sealed for these keys: a point off the curve would fail each time. */
export function areKeysSound({ p256dh }: SubscriptionKeys): boolean {
  try {
    ECDH.convertKey(p256dh, curve, 'base64url')
    return true
  } catch {
    return false
  }
}

/** Whom a push service may write to. Source: RFC 8292, 2.1. */
function contactOf({ config: { SEOGO_PUBLIC_URL: url, SEOGO_MAIL_FROM: from } }: House): string {
  if (url?.startsWith('https:')) return url
  return `mailto:${/<([^>]+)>/.exec(from)?.[1] ?? from}`
}

type Pushed = {
  readonly address: string
  readonly keys: SubscriptionKeys
  /** The same in every attempt: what waits at the service is replaced and not doubled. */
  readonly id: string
  readonly message: Readonly<Record<string, string>>
  readonly priority: Priority
  readonly signal: AbortSignal
}

/**
 * Hands a message to a browser's push service, sealed for that browser alone (RFC 8291).
 * @throws JobFailure unreachable | refused | gone | address_refused
 */
export async function postPush(house: House, pushed: Pushed): Promise<void> {
  const { address, keys, id, message, priority, signal } = pushed
  const { headers, body } = await buildPushPayload(
    {
      data: message,
      // A topic has 32 characters at most (RFC 8030, 5.4): as many as an id without its hyphens.
      options: { ttl: keptSeconds, urgency: urgencyOf[priority], topic: id.replaceAll('-', '') },
    },
    { endpoint: address, expirationTime: null, keys },
    { ...pairOf(house), subject: contactOf(house) },
  )
  await postOutside(house, {
    address,
    headers: { ...headers },
    body,
    signal,
    // What it refuses stays refused, but for too many at a time (RFC 8030, 8.4).
    retries: (status) => status === 429 || status >= 500 || status < 400,
  })
}
