import { LRUCache } from 'lru-cache'
import type { Source } from './change-book.ts'

/** Something kept, with when and of what it was read. */
export type Kept = {
  readonly value: unknown
  readonly namespace: string
  /** What a person may know of its key. */
  readonly label: string
  /** The turn of the change book before it was read. */
  readonly readAt: number
  readonly source: Source
  readonly keptAtMs: number
  readonly bytes: number
  hits: number
}

/** What a key, its tags and the places in the tables take beside the value, measured once and rounded up. */
const overheadBytes = 600
const mostItems = 100_000

const hasBody = (value: unknown): value is { readonly body: Buffer } =>
  typeof value === 'object' && value !== null && 'body' in value && value.body instanceof Buffer

/**
 * The value with bytes of its own. Small buffers are cut from slabs, and those of Redis from what came by the network: one
 * that is kept holds the whole piece, more than ten times its size.
 */
export function withOwnBytes<T>(value: T): T {
  if (!hasBody(value) || value.body.byteLength === value.body.buffer.byteLength) return value
  const body = Buffer.allocUnsafeSlow(value.body.byteLength)
  value.body.copy(body)
  return { ...value, body }
}

export function bytesOf(value: unknown): number {
  if (hasBody(value)) return value.body.byteLength + overheadBytes
  return (JSON.stringify(value)?.length ?? 0) * 2 + overheadBytes
}

/** The memory tier: bounded by bytes, the longest unused goes first. */
export function openMemory({
  mostBytes,
  onEvict,
}: {
  readonly mostBytes: number
  readonly onEvict: (kept: Kept) => void
}) {
  const memory = new LRUCache<string, Kept>({
    max: mostItems,
    maxSize: mostBytes,
    // One value may not push out a quarter of all others.
    maxEntrySize: Math.max(1, Math.floor(mostBytes / 4)),
    sizeCalculation: ({ bytes }) => bytes,
    dispose: (kept, _key, reason) => {
      if (reason === 'evict') onEvict(kept)
    },
  })
  return {
    get: (key: string) => memory.get(key),
    set: (key: string, kept: Kept) => void memory.set(key, kept),
    delete: (key: string) => void memory.delete(key),
    clear: () => memory.clear(),
    values: () => memory.values(),
    bytes: () => memory.calculatedSize,
  }
}

export type Memory = ReturnType<typeof openMemory>
