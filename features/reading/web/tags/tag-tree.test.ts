import { expect, test } from 'vitest'
import { type Tag, tag } from '../../contract.ts'
import { choose, inMode, stateOf } from './tag-choice.ts'
import { isWithin, tagRows } from './tag-tree.ts'

const id = (digit: number) => `01890000-0000-7000-8000-00000000000${digit}`
const made = (digit: number, name: string, parent: number | null = null, library = 9): Tag =>
  tag.parse({
    id: id(digit),
    libraryId: id(library),
    parentId: parent === null ? null : id(parent),
    name,
    colour: null,
    paperCount: 0,
    paperCountWithin: 0,
    follows: false,
  })
const all = [made(1, 'method'), made(2, 'method/transformer', 1), made(3, 'TCP/IP'), made(4, 'x', null, 8)]

test('a tag is shown by its own name within its parent, and a slash that nests nothing stays', () => {
  const shown = tagRows(all, { libraryId: id(9), isOpen: () => true }).map(
    ({ own, level }) => `${own}:${level}`,
  )
  expect(shown).toEqual(['method:0', 'transformer:1', 'TCP/IP:0'])
  expect(isWithin(all, id(2), id(1))).toBe(true)
  expect(isWithin(all, id(1), id(2))).toBe(false)
})

test('a tag is wanted, unwanted or neither, never two of them', () => {
  const nothing = { all: [], any: [], none: [] }
  const two = choose(choose(nothing, 'a', 'in'), 'b', 'in')
  expect(two).toEqual({ all: ['a', 'b'], any: [], none: [] })
  const any = inMode(two, 'any')
  expect(choose(any, 'c', 'in')).toEqual({ all: [], any: ['a', 'b', 'c'], none: [] })
  const out = choose(any, 'a', 'out')
  expect(out).toEqual({ all: [], any: ['b'], none: ['a'] })
  expect([stateOf(out, 'a'), stateOf(out, 'b'), stateOf(out, 'c')]).toEqual(['out', 'in', undefined])
  expect(choose(out, 'a', undefined).none).toEqual([])
})
