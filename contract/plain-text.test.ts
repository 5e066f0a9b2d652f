import { expect, test } from 'vitest'
import { toPlainLine } from './plain-text.ts'

test('an entity that is only a name of JavaScript stays as it was written', () => {
  expect(toPlainLine('A &valueOf; B &toString; C &amp; D')).toBe('A &valueOf; B &toString; C & D')
})
