import { expect, test } from 'vitest'
import { displayName } from '#contract/csl.ts'
import { bibtexNames } from './bibtex-names.ts'

const shown = (tex: string) => bibtexNames(tex).map(displayName)

test('reads the three orders of BibTeX, particles and suffixes', () => {
  expect(bibtexNames('Ludwig van Beethoven and de la Cruz, Maria and von Hicks, III, Michael')).toEqual([
    { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
    { family: 'Cruz', given: 'Maria', 'non-dropping-particle': 'de la' },
    { family: 'Hicks', given: 'Michael', 'non-dropping-particle': 'von', suffix: 'III' },
  ])
  expect(bibtexNames('sudhin jacob and Martin Luther King Jr. and Plato')).toEqual([
    { family: 'jacob', given: 'sudhin' },
    { family: 'King', given: 'Martin Luther', suffix: 'Jr.' },
    { family: 'Plato' },
  ])
})

test('keeps institutions in braces in one piece', () => {
  expect(bibtexNames('{Barnes and Noble, Inc.} and {{JabRef Developers}}')).toEqual([
    { literal: 'Barnes and Noble, Inc.' },
    { literal: 'JabRef Developers' },
  ])
})

test('reads accents in every part', () => {
  expect(shown(String.raw`{\"O}zg{\"u}r, Ay{\c{s}}e and Jos{\'e}~Miguel Hern{\'a}ndez-Lobato`)).toEqual([
    'Ayşe Özgür',
    'José Miguel Hernández-Lobato',
  ])
})

test('marks that there are more authors, however it is written', () => {
  expect(bibtexNames('Kim, Min and others')).toEqual([{ family: 'Kim', given: 'Min' }, { literal: 'others' }])
  expect(bibtexNames('홍길동 외 2명')).toEqual([{ literal: '홍길동' }, { literal: 'others' }])
})

test('reads Korean names in their own order', () => {
  expect(shown('이경준 and 홍 길동 and 김, 철수 and 남궁 민수')).toEqual([
    '이경준',
    '홍길동',
    '김철수',
    '남궁민수',
  ])
  expect(shown('김한나, 서소정')).toEqual(['김한나', '서소정'])
  expect(shown('이경준·송희경')).toEqual(['이경준', '송희경'])
})

test('takes lists apart that forgot "and"', () => {
  expect(shown('Smith J, Jones KL, Brown L')).toEqual(['J Smith', 'KL Jones', 'L Brown'])
  expect(shown('Smith, J., Jones, K.')).toEqual(['J. Smith', 'K. Jones'])
})

test('reads the extended names of BibLaTeX', () => {
  expect(bibtexNames('family=Gogh, given=Vincent, prefix=van')).toEqual([
    { family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' },
  ])
})
