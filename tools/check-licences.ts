import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LockedPackage, readPackageLock, withAllTheyNeed } from './package-lock.ts'
import { HOUSE_ROOT, isTest, listHouseFiles } from './source-files.ts'

/** SPDX ids that an Apache-2.0 program may ship beside itself. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  // MIT without the duty to name it.
  'MIT-0',
  // File-level copyleft: we ship its files unchanged.
  'MPL-2.0',
  // Fonts.
  'OFL-1.1',
  'Unlicense',
  // Like MIT, and asks for less.
  'Zlib',
])

/** Packages whose package.json names no licence, with the licence of their LICENSE file. */
const READ_BY_EYE: Record<string, string> = { i: 'MIT' }

/**
 * citeproc is CPAL-1.0 or AGPL-1.0-or-later, and taken under CPAL: its files are shipped unchanged, and the attribution that
 * its exhibit B asks for stands in the settings, in the README and in NOTICE (docs/decisions/0005-citeproc-under-cpal.md).
 */
const ATTRIBUTED = /^node_modules\/citeproc$/

/** LGPL is fine for a shared library that users can replace: libvips under sharp. */
const REPLACEABLE_LIBRARIES = /^node_modules\/@img\/sharp-/

/**
 * Whether an SPDX expression lets us ship: one side of each OR, every side of each AND.
 * Parentheses around the whole expression only, which is all that occurs among our packages.
 */
export function isAllowed(expression: string, allowed: (id: string) => boolean): boolean {
  const bare = expression.replace(/^\((.*)\)$/, '$1')
  return bare.split(' OR ').some((choice) => choice.split(' AND ').every((id) => allowed(id.trim())))
}

/** The licence the lock names, else the one read by eye, else that of the package this is a platform's binary of. */
function licenceOf(path: string, packages: Record<string, LockedPackage>): string {
  const name = path.replace(/^.*node_modules\//, '')
  const whole = Object.values(packages).find(({ optionalDependencies = {} }) => name in optionalDependencies)
  return packages[path]?.license ?? READ_BY_EYE[name] ?? whole?.license ?? 'none named'
}

/** What the screens are bundled from: development packages by name, and shipped to every browser all the same. */
function listScreenPackages(): string[] {
  const sources = listHouseFiles(HOUSE_ROOT).filter(
    (file) => /^(web|features\/[^/]+\/web)\/.*\.(tsx?|css)$/.test(file) && !isTest(file),
  )
  const names = sources
    .filter((file) => file !== 'web/vite.config.ts')
    .flatMap((file) => [
      ...readFileSync(join(HOUSE_ROOT, file), 'utf8').matchAll(
        /(?:from|import)\s*\(?\s*['"]((?:@[\w-]+\/)?[a-z][\w-]*)/g,
      ),
    ])
    .map(([, name = '']) => name)
  return [...new Set(names)]
}

if (import.meta.main) {
  const packages = readPackageLock(HOUSE_ROOT)
  const inScreens = withAllTheyNeed(
    listScreenPackages().filter((name) => `node_modules/${name}` in packages),
    packages,
  )
  const shipped = Object.keys(packages).filter((path) => packages[path]?.dev !== true || inScreens.has(path))
  const faults = shipped.flatMap((path) => {
    const allowed = (id: string) =>
      ALLOWED.has(id) ||
      (id === 'CPAL-1.0' && ATTRIBUTED.test(path)) ||
      (id === 'LGPL-3.0-or-later' && REPLACEABLE_LIBRARIES.test(path))
    const licence = licenceOf(path, packages)
    return isAllowed(licence, allowed) ? [] : [`${path}: ${licence}`]
  })
  for (const fault of faults) console.log(fault)
  console.log(`${shipped.length} shipped packages, ${faults.length} with a licence not on the list`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
