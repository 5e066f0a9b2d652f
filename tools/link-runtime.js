// After `npm ci`, on whatever Node is there: npm 9, which Debian 13 has, does not link the program of an optional package,
// so that `npm run` would not find the Node that comes with the packages.
import { existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules')
const runtime = join('..', `node-${process.platform}-${process.arch}`, 'bin', 'node')
const link = join(packages, '.bin', 'node')

if (existsSync(join(packages, '.bin', runtime)) && !existsSync(link)) {
  mkdirSync(dirname(link), { recursive: true })
  symlinkSync(runtime, link)
}
