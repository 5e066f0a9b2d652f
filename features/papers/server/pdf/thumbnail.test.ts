import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makePdf, type TestPage, textAt } from './testing/make-pdf.ts'
import { renderThumbnail } from './thumbnail.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seogo-thumbnail-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function draw(page: TestPage, options?: Parameters<typeof renderThumbnail>[1]) {
  const path = join(folder, 'page.pdf')
  await writeFile(path, makePdf({ pages: [page] }))
  const picture = await renderThumbnail(path, options)
  const { format, width, height } = await sharp(picture).metadata()
  return { picture, format, width, height }
}

test('the first page becomes a WebP picture 480 pixels wide with dark letters on white', async () => {
  const { picture, ...size } = await draw({ content: textAt({ x: 72, y: 700, size: 60 }, 'Seogo') })
  expect(size).toEqual({ format: 'webp', width: 480, height: 621 })
  const { channels } = await sharp(picture).stats()
  expect(channels[0]?.max).toBe(255)
  expect(channels[0]?.min).toBeLessThan(60)
})

test('a page as large as a country costs no more than another', async () => {
  const { width, height } = await draw({ content: '', widthPt: 14_400_000, heightPt: 14_400_000 })
  expect([width, height]).toEqual([480, 480])
})

test('a page much higher than wide becomes narrower instead of endless', async () => {
  const { width, height } = await draw({ content: '', widthPt: 100, heightPt: 10_000 })
  expect(height).toBe(1440)
  expect(width).toBeLessThan(20)
})

test('a file that cannot be drawn is refused with its reason', async () => {
  const refusal = async (bytes: Buffer | string) => {
    const path = join(folder, 'bad.pdf')
    await writeFile(path, bytes)
    return renderThumbnail(path).then(
      () => 'drawn',
      (error: { kind?: string }) => error.kind,
    )
  }
  expect(await refusal('')).toBe('empty')
  expect(await refusal('<html>')).toBe('not_a_pdf')
  expect(await refusal('%PDF-1.7\nnoise')).toBe('damaged')
  expect(await refusal(makePdf({ pages: [] }))).toBe('no_pages')
})

test('a drawing nobody waits for is ended', async () => {
  await expect(draw({ content: '' }, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow(
    'too late',
  )
})

test('a drawing that takes too much memory is ended', async () => {
  await expect(draw({ content: '' }, { limits: { memoryBytes: 20_000_000 } })).rejects.toMatchObject({
    kind: 'limits_exceeded',
    limit: 'memory',
  })
})
