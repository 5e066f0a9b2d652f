/** Every page has a picture that is looked at: web/router.tsx, e2e/screens.ts and the *.shots.ts name the same. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { screens } from '../e2e/screens.ts'
import { HOUSE_ROOT } from './source-files.ts'

const read = (file: string) => readFileSync(join(HOUSE_ROOT, file), 'utf8')
const namesIn = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name)

const pages = namesIn(read('web/router.tsx'), /^ {2}path: '([^']+)'/gm)
const taken = new Set(
  globSync('e2e/*.shots.ts', { cwd: HOUSE_ROOT }).flatMap((file) =>
    namesIn(read(file), /\bshoot\(page, language, '([^']+)'/g),
  ),
)
const faults = [
  ...pages
    .filter((page) => !(page in screens))
    .map((page) => `${page} has no picture: take one in a *.shots.ts and name it in e2e/screens.ts`),
  ...Object.entries(screens).flatMap(([page, shot]) => [
    ...(pages.includes(page) ? [] : [`e2e/screens.ts names ${page}, which web/router.tsx does not`]),
    ...(taken.has(shot) ? [] : [`no *.shots.ts takes ${shot}, the picture of ${page}`]),
  ]),
]
for (const fault of faults) console.error(fault)
if (faults.length === 0) console.log(`${pages.length} pages, ${taken.size} pictures of them`)
process.exitCode = faults.length > 0 ? 1 : 0
