import { expect, test } from 'vitest'
import { type Collection, collection } from '../../contract.ts'
import { ancestorsOf, pathOf, treeRows } from './collection-tree.ts'

const id = (digit: number) => `01890000-0000-7000-8000-00000000000${digit}`
const made = (digit: number, parent: number | null, library = 9): Collection =>
  collection.parse({
    id: id(digit),
    libraryId: id(library),
    parentId: parent === null ? null : id(parent),
    name: `c${digit}`,
    paperCount: 0,
    paperCountWithin: 0,
  })
const all = [made(1, null), made(3, 2), made(2, 1), made(4, 1), made(5, null, 8)]

test('the tree shows what is open below what it stands in, and nothing of another library', () => {
  const shown = (open: number[]) =>
    treeRows(all, { libraryId: id(9), isOpen: (each) => open.map(id).includes(each) }).map(
      ({ collection: { name }, level }) => `${name}:${level}`,
    )
  expect(shown([])).toEqual(['c1:0'])
  expect(shown([1])).toEqual(['c1:0', 'c2:1', 'c4:1'])
  expect(shown([1, 2])).toEqual(['c1:0', 'c2:1', 'c3:2', 'c4:1'])
})

test('a path is read from the top, and a circle that cannot be is not walked for ever', () => {
  expect(pathOf(all, made(3, 2))).toBe('c1 / c2 / c3')
  expect(ancestorsOf([made(1, 2), made(2, 1)], id(1)).map(({ name }) => name)).toEqual(['c2', 'c1'])
})
