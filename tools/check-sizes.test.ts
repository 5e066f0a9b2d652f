import { expect, test } from 'vitest'
import { sortBySize } from './check-sizes.ts'

test('files over 500 lines and tests over 800 are too long; files over 300 are to look at again', () => {
  const sizes = [
    { file: 'server/a.ts', lines: 300 },
    { file: 'server/b.ts', lines: 301 },
    { file: 'server/c.ts', lines: 500 },
    { file: 'server/d.ts', lines: 501 },
    { file: 'server/e.test.ts', lines: 800 },
    { file: 'server/f.test.ts', lines: 801 },
  ]
  const { tooLong, lookAgain } = sortBySize(sizes)
  expect(tooLong.map(({ file }) => file)).toEqual(['server/f.test.ts', 'server/d.ts'])
  expect(lookAgain.map(({ file }) => file)).toEqual(['server/c.ts', 'server/b.ts'])
})
