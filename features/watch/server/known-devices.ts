import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import type { House } from '#platform/house.ts'

/** A browser may be several people's. */
const mostPeople = 5
const separator = '~'
const nonceBytes = 16
/** Browsers keep no cookie longer (RFC 6265bis, 5.5). */
const maxAgeSeconds = 400 * 86_400

function isSecure({ config }: House): boolean {
  return config.SEOGO_SECURE_COOKIES ?? config.SEOGO_PUBLIC_URL?.startsWith('https:') ?? false
}

const cookieName = (house: House) => (isSecure(house) ? '__Host-seogo.device' : 'seogo.device')

function signatureOf(house: House, emailHash: string, nonce: string): Buffer {
  return createHmac('sha256', deriveKey(house.secretKey, 'known devices'))
    .update(`${emailHash} ${nonce}`)
    .digest()
}

function entriesOf(house: House, headers: Headers): string[] {
  const start = `${cookieName(house)}=`
  const value = headers
    .get('cookie')
    ?.split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(start))
  return value ? decodeURIComponent(value.slice(start.length)).split(separator).slice(0, mostPeople) : []
}

function isOf(house: House, emailHash: string, entry: string): boolean {
  const [nonce = '', signature = ''] = entry.split('.')
  const given = Buffer.from(signature, 'base64url')
  const wanted = signatureOf(house, emailHash, nonce)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

/**
 * Whether this browser signed in as this person before (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"):
 * whoever guesses from elsewhere keeps nobody out who has one.
 */
export function isKnownDevice(house: House, headers: Headers, emailHash: string): boolean {
  return entriesOf(house, headers).some((entry) => isOf(house, emailHash, entry))
}

/** The cookie by which this browser is known as this person's from now on. It opens nothing by itself. */
export function deviceCookie(house: House, headers: Headers, emailHash: string): string {
  const nonce = randomBytes(nonceBytes).toString('base64url')
  const entry = `${nonce}.${signatureOf(house, emailHash, nonce).toString('base64url')}`
  const others = entriesOf(house, headers).filter((each) => !isOf(house, emailHash, each))
  const value = [entry, ...others].slice(0, mostPeople).join(separator)
  return `${cookieName(house)}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${isSecure(house) ? '; Secure' : ''}`
}
