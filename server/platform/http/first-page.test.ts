import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openFirstPage } from './first-page.ts'

const folder = mkdtempSync(join(tmpdir(), 'seogo-first-page-'))
const script = "document.documentElement.lang = 'ko'"
writeFileSync(
  join(folder, 'index.html'),
  `<html lang="en"><head><script>${script}</script></head><body><!--first look-->room<!--/first look--></body></html>`,
)
const pages = [
  { path: '/sign-in', isFramed: false, files: ['/assets/door.js'], asks: [] },
  {
    path: '/',
    isFramed: true,
    files: ['/assets/list.js'],
    asks: ['/api/me', '/api/papers?offset=0&limit=100'],
  },
  { path: '/papers/$paperId', isFramed: true, files: ['/assets/paper.js'], asks: ['/api/papers/$paperId'] },
]
writeFileSync(join(folder, 'head-starts.json'), JSON.stringify(pages))

const usual = { name: 'Seogo', hue: 263 }
const pageAt = (url: string, hasSession = true, brand = usual) =>
  openFirstPage(folder)?.pageFor({ url, hasSession, brand }) ?? ''
const namedIn = (html: string) =>
  [...html.matchAll(/<link[^>]* href="([^"]*)"/g)].map(([, address]) => address)

test('a page names its files and answers, and only to who is signed in', () => {
  expect(namedIn(pageAt('/'))).toEqual(['/api/me', '/api/papers?offset=0&#38;limit=100', '/assets/list.js'])
  expect(namedIn(pageAt('/', false))).toEqual([])
  expect(namedIn(pageAt('/sign-in?next=%2F', false))).toEqual(['/assets/door.js'])
  expect(pageAt('/')).toContain('room')
  expect(pageAt('/', false)).not.toContain('room')
})

test('the answers of a plain address are not asked for where a search wants others', () => {
  expect(namedIn(pageAt('/?q=graphs'))).toEqual(['/api/me', '/assets/list.js'])
})

test('what stands in an address or a name stays what it is', () => {
  expect(namedIn(pageAt('/papers/7'))).toEqual(['/api/papers/7', '/assets/paper.js'])
  for (const path of ['/papers/"><script>', '/papers/..', '/papers/a%2fb', '/papers/7/8', '//papers/7'])
    expect(namedIn(pageAt(path))).toEqual([])
  const html = pageAt('/', true, { name: '"><script>$&', hue: 12 })
  expect(html).toContain('data-brand="&#34;&#62;&#60;script&#62;$&#38;" data-hue="12"')
})

test('the policy names the inline script by its hash', () => {
  const hash = createHash('sha256').update(script).digest('base64')
  expect(openFirstPage(folder)?.scriptHashes).toEqual([`'sha256-${hash}'`])
})
