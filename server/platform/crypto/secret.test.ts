import { format, inspect } from 'node:util'
import { expect, test } from 'vitest'
import { Secret } from './secret.ts'

const key = Secret.of('sk-live-1234')

test('a secret prints as three stars in every usual way of printing', () => {
  expect(String(key)).toBe('***')
  expect(`${key}`).toBe('***')
  expect(JSON.stringify({ key })).toBe('{"key":"***"}')
  expect(inspect(key, { showHidden: true, depth: 5 })).toBe('***')
  expect(inspect({ nested: { key } }, { depth: 5 })).toContain('key: ***')
  expect(format('%s %o %j', key, key, key)).not.toContain('sk-live')
})

test('a secret has no property that a copy or a loop could carry away', () => {
  expect(Reflect.ownKeys(key)).toEqual([])
  expect(structuredClone(key)).toEqual({})
  expect(JSON.stringify({ ...key })).toBe('{}')
})

test('a secret gives its text to whoever asks for it by name', () => {
  expect(key.reveal()).toBe('sk-live-1234')
})
