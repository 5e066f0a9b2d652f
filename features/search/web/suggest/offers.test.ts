import { expect, test } from 'vitest'
import { type Suggestions, suggestions } from '../../contract.ts'
import { offersFor } from './offers.ts'
import { spotIn } from './spot-in-line.ts'

const none: Suggestions = { titles: [], authors: [], journals: [], tags: [] }
const ada: Suggestions = { ...none, authors: [{ name: 'Ada Lovelace', papers: 3 }] }

/** What is offered at `|`, and the line when it is taken. */
function offered(written: string, language: 'en' | 'ko', whole = none, last = none) {
  const caret = written.indexOf('|')
  const line = written.replace('|', '')
  const spot = spotIn(line, caret)
  return offersFor({ line, spot, language, thisYear: 2026, whole, last }).map(({ text, take }) => [
    text,
    take.kind === 'write' ? `${take.line.slice(0, take.caret)}|${take.line.slice(take.caret)}` : take.paperId,
  ])
}

test('what is being written is told apart: words, a value, a phrase', () => {
  const spot = (written: string) => {
    const read = spotIn(written.replace('|', ''), written.indexOf('|'))
    if (read.kind === 'words') return [read.run.text, read.last.text]
    return read.kind === 'value' ? [`${read.field}=${read.value.text}`] : []
  }
  expect(spot('deep lear|')).toEqual(['deep lear', 'lear'])
  expect(spot('year:2019 deep lear|ning')).toEqual(['deep lear', 'lear'])
  expect(spot('-survey deep |')).toEqual(['deep ', ''])
  expect(spot('author:ki|')).toEqual(['author=ki'])
  expect(spot('-저자：김|')).toEqual(['author=김'])
  expect(spot('deep journal:"Nature Mach|')).toEqual(['journal=Nature Mach'])
  expect(spot('tag:"a b"|')).toEqual([])
  expect(spot('"exact phr|')).toEqual([])
  expect(spot('-surv|')).toEqual([])
  expect(spot('https://doi.org/10|')).toEqual(['https://doi.org/10', 'https://doi.org/10'])
})

test('a name that is taken stands in the line as a condition, in the language of the screen', () => {
  expect(offered('deep ada lo|', 'en', ada)).toEqual([['Ada Lovelace', 'author:"Ada Lovelace" |']])
  expect(offered('graph lovel|', 'ko', none, ada)).toEqual([['Ada Lovelace', 'graph 저자:"Ada Lovelace" |']])
  expect(offered('author:"Ada| graph', 'en', ada)).toEqual([
    ['Ada Lovelace', 'author:"Ada Lovelace" | graph'],
  ])
  expect(offered('-author:ad|', 'en', ada)).toEqual([['Ada Lovelace', '-author:"Ada Lovelace" |']])
})

test('fields and their few values are offered by how they begin, in either language', () => {
  expect(offered('deep ye|', 'en')).toEqual([['year:', 'deep year:|']])
  expect(offered('저|', 'en').map(([text]) => text)).toEqual(['author:', 'journal:'])
  expect(offered('상태:읽|', 'ko')).toEqual([
    ['읽는중', '상태:읽는중 |'],
    ['읽음', '상태:읽음 |'],
  ])
  expect(offered('year:|', 'en').map(([text]) => text)).toEqual(['2026', '2022..2026', '>=2017'])
  expect(offered('|', 'ko').map(([text]) => text)).toContain('저자:')
  expect(offered('deep |', 'ko')).toEqual([])
})

test('a title that is taken opens its paper', () => {
  const paperId = '01890000-0000-7000-8000-000000000001'
  const titles = suggestions.parse({ ...none, titles: [{ paperId, title: 'A survey' }] })
  expect(offered('a sur|', 'en', titles)).toEqual([['A survey', paperId]])
})
