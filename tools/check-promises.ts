import { join } from 'node:path'
import { HOUSE_ROOT } from './source-files.ts'
import { findUnhandledPromises } from './unhandled-promises.ts'

const found = findUnhandledPromises(HOUSE_ROOT, [
  join(HOUSE_ROOT, 'tsconfig.json'),
  join(HOUSE_ROOT, 'web/tsconfig.json'),
])
for (const { file, line, kind, code } of found) console.log(`${file}:${line} ${kind} promise: ${code}`)
console.log(`${found.length} unhandled promises`)
process.exitCode = found.length > 0 ? 1 : 0
