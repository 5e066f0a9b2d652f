import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { openFirstPage } from './first-page.ts'
import { addWebFiles } from './web-files.ts'

test('what has its hash in its name is kept for good, and the page that names it is asked for each time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-web-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'main-0a1b2c.js'), 'export {}')
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html lang="en"><head></head></html>')
  writeFileSync(join(folder, 'head-starts.json'), '[]')
  writeFileSync(join(folder, 'icon.svg'), '<svg/>')
  const app = Fastify()
  const brand = () => ({ name: 'Seogo', hue: 263 })
  await addWebFiles(app, { folder, page: openFirstPage(folder), isAlive: async () => false, brand })
  const kept = async (url: string) => {
    const { statusCode, headers } = await app.inject({ url })
    return [statusCode, headers['cache-control']]
  }
  expect(await kept('/assets/main-0a1b2c.js')).toEqual([200, 'public, max-age=31536000, immutable'])
  expect(await kept('/icon.svg')).toEqual([200, 'no-cache'])
  // It names what a living session sees first, so it is nobody else's to keep.
  for (const url of ['/', '/papers/some-paper']) expect(await kept(url)).toEqual([200, 'private, no-cache'])
  // What is not there is kept by nobody as if it were.
  expect(String(await kept('/assets/main-ffffff.js'))).not.toMatch(/immutable/)
  await app.close()
  rmSync(folder, { recursive: true })
})
