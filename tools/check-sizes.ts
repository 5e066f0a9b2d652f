import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOUSE_ROOT, isSource, isTest, listHouseFiles } from './source-files.ts'

const LOOK_AGAIN_LINES = 300
const MOST_LINES = 500
const MOST_TEST_LINES = 800

export interface Size {
  file: string
  lines: number
}

/** `tooLong` fails the check; `lookAgain` is worth a second look. Longest first. */
export function sortBySize(sizes: Size[]): { tooLong: Size[]; lookAgain: Size[] } {
  const longestFirst = sizes.toSorted((a, b) => b.lines - a.lines)
  const isTooLong = ({ file, lines }: Size) => lines > (isTest(file) ? MOST_TEST_LINES : MOST_LINES)
  return {
    tooLong: longestFirst.filter(isTooLong),
    lookAgain: longestFirst.filter(
      (size) => size.lines > LOOK_AGAIN_LINES && !isTest(size.file) && !isTooLong(size),
    ),
  }
}

if (import.meta.main) {
  const sizes = listHouseFiles(HOUSE_ROOT)
    .filter((file) => isSource(file) || /\.(css|sql|mjs|cjs|js)$/.test(file))
    .map((file) => ({ file, lines: readFileSync(join(HOUSE_ROOT, file), 'utf8').split('\n').length - 1 }))
  const { tooLong, lookAgain } = sortBySize(sizes)
  for (const { file, lines } of tooLong) console.log(`${file} has ${lines} lines: too long, split it by verb`)
  for (const { file, lines } of lookAgain) console.log(`${file} has ${lines} lines: look again`)
  console.log(`${sizes.length} files, ${tooLong.length} too long, ${lookAgain.length} to look at again`)
  process.exitCode = tooLong.length > 0 ? 1 : 0
}
