import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { deriveKey } from './derive-key.ts'
import { keyIdOf, open, SealBroken, seal } from './seal.ts'
import { Secret } from './secret.ts'

const master = Secret.of('c2VvZ28gbWFzdGVyIHNlY3JldCBmb3IgdGVzdHM')
const key = deriveKey(master, 'provider keys')
const context = 'provider key of 0197a1c0'
const findKey = (keyId: string) => (keyId === '2026-a' ? key : undefined)

function whyItBreaks(sealed: Uint8Array, openWith: Partial<Parameters<typeof open>[1]> = {}): string {
  try {
    open(sealed, { findKey, context, ...openWith })
  } catch (error) {
    if (error instanceof SealBroken) return error.reason
    throw error
  }
  return 'opened'
}

describe('sealing', () => {
  test.each(['', 'sk-live-1234', '열쇠 🔑', 'x'.repeat(100_000)])(
    'what was sealed opens again, unchanged (%#)',
    (text) => {
      const sealed = seal(text, { key, keyId: '2026-a', context })
      expect(open(sealed, { findKey, context }).toString('utf8')).toBe(text)
    },
  )

  test('bytes that are no text open again, unchanged', () => {
    const bytes = Uint8Array.of(0, 255, 128, 10)
    expect([...open(seal(bytes, { key, keyId: '2026-a', context }), { findKey, context })]).toEqual([
      ...bytes,
    ])
  })

  test('the same text sealed twice looks different, and shows nothing of itself', () => {
    const first = seal('sk-live-1234', { key, keyId: '2026-a', context })
    const second = seal('sk-live-1234', { key, keyId: '2026-a', context })
    expect(first.equals(second)).toBe(false)
    expect(first.includes('sk-live')).toBe(false)
  })

  test('one changed bit anywhere, header included, breaks the seal', () => {
    const sealed = seal('sk-live-1234', { key, keyId: '2026-a', context })
    const anyKey = { findKey: () => key }
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(whyItBreaks(changed, anyKey)).not.toBe('opened')
    }
  })

  test('a text cut short breaks the seal', () => {
    const sealed = seal('sk-live-1234', { key, keyId: '2026-a', context })
    for (let length = 0; length < sealed.length; length++)
      expect(whyItBreaks(sealed.subarray(0, length))).not.toBe('opened')
  })

  test('a sealed text moved to somebody else does not open', () => {
    const sealed = seal('sk-live-1234', { key, keyId: '2026-a', context })
    expect(whyItBreaks(sealed, { context: 'provider key of 0197ffff' })).toBe('damaged')
  })

  test('another key does not open it, and an unknown key id says so', () => {
    const sealed = seal('sk-live-1234', { key, keyId: '2026-a', context })
    expect(whyItBreaks(sealed, { findKey: () => deriveKey(master, 'session cookies') })).toBe('damaged')
    expect(whyItBreaks(sealed, { findKey: () => undefined })).toBe('unknown_key')
  })

  test('the key id can be read without the key', () => {
    expect(keyIdOf(seal('x', { key, keyId: '2026-a', context }))).toBe('2026-a')
    expect(() => keyIdOf(Buffer.from('plain text that was never sealed'))).toThrow(SealBroken)
  })
})

describe('derived keys', () => {
  test('the same master and purpose give the same key, another purpose another', () => {
    expect(deriveKey(master, 'provider keys').equals(key)).toBe(true)
    expect(deriveKey(master, 'session cookies').equals(key)).toBe(false)
  })

  test('the derivation (RFC 5869, computed elsewhere) never changes: what was sealed years ago must open', () => {
    expect(key.export().toString('hex')).toBe(
      '80eb881701570e32ae61749f7c8c78884de493942c94938751b8f9a0c18ad56d',
    )
  })

  test('a master that is too short is refused', () => {
    expect(() => deriveKey(Secret.of('password'), 'provider keys')).toThrow(RangeError)
  })

  test('a key does not print its bytes', () => {
    expect(inspect(key, { showHidden: true, depth: 9 })).not.toContain(
      key.export().toString('hex').slice(0, 8),
    )
    expect(JSON.stringify({ key })).toBe('{"key":{}}')
  })
})
