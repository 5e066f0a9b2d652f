import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the children's own code and data stand: all that they may read. */
export const childCodeFolder = dirname(fileURLToPath(import.meta.url))
const root = join(childCodeFolder, '../../../..')
export const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
const packagesFolder = dirname(pdfjsFolder)

export const readerMayRead = [
  join(childCodeFolder, '*'),
  join(root, 'contract', '*'),
  join(root, 'package.json'),
  join(pdfjsFolder, '*'),
]
export const painterMayRead = [
  join(childCodeFolder, '*'),
  join(root, 'package.json'),
  join(packagesFolder, '*'),
]
