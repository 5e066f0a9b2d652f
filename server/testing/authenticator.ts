import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { beginPasskey, beginPasskeySignIn } from '#features/accounts/contract.ts'

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** The head of a CBOR item (RFC 8949, 3). */
function head(major: number, value: number): Buffer {
  const first = major << 5
  if (value < 24) return Buffer.of(first | value)
  return value < 256 ? Buffer.of(first | 24, value) : Buffer.of(first | 25, value >> 8, value & 255)
}

type Item = number | string | Uint8Array | readonly Item[] | ReadonlyMap<Item, Item>

function cbor(item: Item): Buffer {
  if (typeof item === 'number') return item < 0 ? head(1, -1 - item) : head(0, item)
  if (typeof item === 'string') return Buffer.concat([head(3, Buffer.byteLength(item)), Buffer.from(item)])
  if (item instanceof Uint8Array) return Buffer.concat([head(2, item.length), item])
  if (item instanceof Map)
    return Buffer.concat([
      head(5, item.size),
      ...[...item].flatMap(([key, value]) => [cbor(key), cbor(value)]),
    ])
  const list = item as readonly Item[]
  return Buffer.concat([head(4, list.length), ...list.map(cbor)])
}

/** What a browser and its authenticator may do otherwise than they should. */
export type Tweaks = {
  readonly origin?: string
  readonly host?: string
  readonly challenge?: string
  readonly type?: string
  /** User present 1, user verified 4, may be synced 8, attested data 64 (Web Authentication, 6.1). */
  readonly flags?: number
  readonly counter?: number
  readonly userHandle?: string
  readonly format?: string
  readonly statement?: ReadonlyMap<Item, Item>
  readonly signature?: Buffer
}

/** An authenticator with one passkey (ES256) in a browser that stands at an address. */
export function authenticatorAt(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const point = (coordinate: string) => Buffer.from(coordinate, 'base64url')
  const cose = cbor(
    new Map<Item, Item>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, point(x)],
      [-3, point(y)],
    ]),
  )
  const id = randomBytes(32)
  let counter = 0
  let userHandle = ''

  const dataOf = ({ host = new URL(origin).hostname, flags = 0, counter: told = counter }: Tweaks) => {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(told)
    return Buffer.concat([sha256(host), Buffer.of(flags), count])
  }
  const clientDataOf = (type: string, challenge: string, tweaks: Tweaks) =>
    Buffer.from(
      JSON.stringify({
        type: tweaks.type ?? type,
        challenge: tweaks.challenge ?? challenge,
        origin: tweaks.origin ?? origin,
        crossOrigin: false,
      }),
    )
  return {
    /** Makes the passkey as it is asked to. */
    make(options: ReplyOf<typeof beginPasskey>, tweaks: Tweaks = {}) {
      userHandle = options.user.id
      const length = Buffer.of(id.length >> 8, id.length & 255)
      const authData = Buffer.concat([
        dataOf({ flags: 1 | 4 | 64, ...tweaks }),
        Buffer.alloc(16),
        length,
        id,
        cose,
      ])
      const attestation = new Map<Item, Item>([
        ['fmt', tweaks.format ?? 'none'],
        ['attStmt', tweaks.statement ?? new Map()],
        ['authData', authData],
      ])
      return {
        id: text(id),
        type: 'public-key' as const,
        response: {
          clientDataJSON: text(clientDataOf('webauthn.create', options.challenge, tweaks)),
          attestationObject: text(cbor(attestation)),
          transports: ['internal'],
        },
      }
    },
    /** Uses it; its counter goes up. */
    use(options: ReplyOf<typeof beginPasskeySignIn>, tweaks: Tweaks = {}) {
      counter += 1
      const authData = dataOf({ flags: 1 | 4, ...tweaks })
      const clientData = clientDataOf('webauthn.get', options.challenge, tweaks)
      const signed = sign('sha256', Buffer.concat([authData, sha256(clientData)]), privateKey)
      return {
        id: text(id),
        type: 'public-key' as const,
        response: {
          clientDataJSON: text(clientData),
          authenticatorData: text(authData),
          signature: text(tweaks.signature ?? signed),
          userHandle: tweaks.userHandle ?? (userHandle || null),
        },
      }
    },
  }
}

/** What looks like a passkey and is none. */
export const madePasskey = {
  id: 'aaaa',
  type: 'public-key',
  response: { clientDataJSON: 'aaaa', attestationObject: 'aaaa' },
}
/** What looks like the use of one. */
export const usedPasskey = {
  id: 'aaaa',
  type: 'public-key',
  response: { clientDataJSON: 'aaaa', authenticatorData: 'aaaa', signature: 'aaaa' },
}
