import { expect, test } from 'vitest'
import { bytesOf, openMemory, withOwnBytes } from './kept.ts'

test('what is kept holds no more memory than is counted', () => {
  const slab = Buffer.from('a short answer')
  const ofNetwork = Buffer.alloc(65_536, 'x').subarray(10, 40)
  for (const body of [slab, ofNetwork]) {
    expect(body.buffer.byteLength).toBeGreaterThan(body.byteLength)
    const own = withOwnBytes({ body, etag: 'e' })
    expect(own.body.buffer.byteLength).toBe(body.byteLength)
    expect(own).toEqual({ body, etag: 'e' })
  }
  const large = { body: Buffer.alloc(100_000), etag: 'e' }
  expect(withOwnBytes(large)).toBe(large)
  expect(withOwnBytes('no bytes')).toBe('no bytes')
})

test('the longest unused goes when the bytes are full', () => {
  const evicted: string[] = []
  const value = { body: Buffer.alloc(1_000), etag: 'e' }
  const memory = openMemory({
    mostBytes: bytesOf(value) * 4,
    onEvict: ({ label }) => void evicted.push(label),
  })
  const kept = { value, namespace: 'n', readAt: 0, source: { tables: [], whose: [] }, keptAtMs: 0, hits: 0 }
  for (const label of ['a', 'b', 'c', 'd', 'e']) memory.set(label, { ...kept, label, bytes: bytesOf(value) })
  expect(evicted).toEqual(['a'])
  expect(memory.bytes()).toBe(bytesOf(value) * 4)
})
