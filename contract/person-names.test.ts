import { expect, test } from 'vitest'
import { nameWithComma } from './person-names.ts'

test.each([
  ['Smith, SA', { family: 'Smith', given: 'SA' }],
  ['Smith, S.A.', { family: 'Smith', given: 'S.A.' }],
  ['Leslie, AG', { family: 'Leslie', given: 'AG' }],
  ['Nordheim, E. V.', { family: 'Nordheim', given: 'E. V.' }],
  ['Ng, Co', { family: 'Ng', given: 'Co' }],
  ['Applied Science and Technology, Inc.', { literal: 'Applied Science and Technology, Inc.' }],
  ['Verein, e. V.', { literal: 'Verein, e. V.' }],
  ['Example, GmbH', { literal: 'Example, GmbH' }],
])('initials are no legal form of a company: %s', (text, name) => {
  expect(nameWithComma(text)).toEqual(name)
})
