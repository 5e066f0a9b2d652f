import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './passwords.ts'

test('a password verifies against its own hash and against no other', async () => {
  const hash = await hashPassword('correct horse battery')
  expect(await verifyPassword(hash, 'correct horse battery')).toBe(true)
  expect(await verifyPassword(hash, 'correct horse batterz')).toBe(false)
  expect(await verifyPassword(hash, '')).toBe(false)
})

test('a hash names its own parameters and never repeats', async () => {
  const hash = await hashPassword('same words twice')
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  expect(await hashPassword('same words twice')).not.toBe(hash)
})

// From test.c of the reference implementation (github.com/P-H-C/phc-winner-argon2).
test('a hash of the reference implementation is understood, parameters and all', async () => {
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  expect(await verifyPassword(reference, 'password')).toBe(true)
  expect(await verifyPassword(reference, 'Password')).toBe(false)
})

test('the same Korean password typed as letters or as syllables is the same password', async () => {
  const hash = await hashPassword('서고의열쇠입니다'.normalize('NFD'))
  expect(await verifyPassword(hash, '서고의열쇠입니다'.normalize('NFC'))).toBe(true)
})

test.each(['', 'plain text', '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ', '$2b$12$abcdefghijklmnopqrstuv'])(
  'a damaged or foreign hash (%j) lets nobody in',
  async (hash) => {
    expect(await verifyPassword(hash, hash)).toBe(false)
  },
)
