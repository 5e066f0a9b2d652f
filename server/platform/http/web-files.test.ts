import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { addWebFiles } from './web-files.ts'

test('what has its hash in its name is kept for good, and the page that names it is asked for each time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-web-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'main-0a1b2c.js'), 'export {}')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, 'icon.svg'), '<svg/>')
  const app = Fastify()
  await addWebFiles(app, folder)
  const kept = async (url: string) => {
    const { statusCode, headers } = await app.inject({ url })
    return [statusCode, headers['cache-control']]
  }
  expect(await kept('/assets/main-0a1b2c.js')).toEqual([200, 'public, max-age=31536000, immutable'])
  for (const url of ['/', '/index.html', '/icon.svg', '/papers/some-paper'])
    expect(await kept(url)).toEqual([200, 'no-cache'])
  // What is not there is kept by nobody as if it were.
  expect(String(await kept('/assets/main-ffffff.js'))).not.toMatch(/immutable/)
  await app.close()
  rmSync(folder, { recursive: true })
})
