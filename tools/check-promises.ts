import { join } from 'node:path'
import { HOUSE_ROOT } from './source-files.ts'
import { findUnhandledPromises } from './unhandled-promises.ts'

const programs = ['tsconfig.json', 'web/tsconfig.json', 'e2e/tsconfig.json'].map((file) =>
  join(HOUSE_ROOT, file),
)
const found = findUnhandledPromises(HOUSE_ROOT, programs)
for (const { file, line, kind, code } of found) console.log(`${file}:${line} ${kind} promise: ${code}`)
console.log(`${found.length} unhandled promises`)
process.exitCode = found.length > 0 ? 1 : 0
