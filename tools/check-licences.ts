import { readPackageLock } from './package-lock.ts'
import { HOUSE_ROOT } from './source-files.ts'

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
  // File-level copyleft: we ship its files unchanged.
  'MPL-2.0',
  // Fonts.
  'OFL-1.1',
  'Unlicense',
])

/** Packages whose package.json names no licence, with the licence of their LICENSE file. */
const READ_BY_EYE: Record<string, string> = { i: 'MIT' }

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

if (import.meta.main) {
  const shipped = Object.entries(readPackageLock(HOUSE_ROOT)).filter(([, { dev }]) => dev !== true)
  const faults = shipped.flatMap(([path, { license }]) => {
    const licence = license ?? READ_BY_EYE[path.replace(/^.*node_modules\//, '')] ?? 'none named'
    const allowed = (id: string) =>
      ALLOWED.has(id) || (id === 'LGPL-3.0-or-later' && REPLACEABLE_LIBRARIES.test(path))
    return isAllowed(licence, allowed) ? [] : [`${path}: ${licence}`]
  })
  for (const fault of faults) console.log(fault)
  console.log(`${shipped.length} shipped packages, ${faults.length} with a licence not on the list`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
