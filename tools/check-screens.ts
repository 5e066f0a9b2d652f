/**
 * Every page has a picture that is looked at, and the command palette goes to it: web/router.tsx, e2e/screens.ts, the
 * *.shots.ts and web/shell name the same.
 */
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
// Doors, what stands around one thing, and where another app's sharing arrives are gone to from elsewhere.
const isGoneTo = (page: string) => page.startsWith('/') && !/^\/(sign-in|link|share)\b|\$/.test(page)
const inPalette = ['web/shell/destinations.ts', 'web/shell/further-pages.ts'].flatMap((file) =>
  namesIn(read(file), /\bto: '([^']+)'/g),
)
const faults = [
  ...pages
    .filter((page) => isGoneTo(page) && !inPalette.includes(page))
    .map((page) => `${page} is not in the command palette: name it in web/shell/further-pages.ts`),
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
