import { closeSync, copyFileSync, openSync, readSync, statSync, truncateSync } from 'node:fs'

const fullBytes = 10 * 1024 * 1024

/** Opens the server's log for appending (mode 600) and returns its descriptor and present size in bytes. */
export function openLogFile(path: string): { descriptor: number; sizeBytes: number } {
  trimLogFile(path)
  const descriptor = openSync(path, 'a', 0o600)
  return { descriptor, sizeBytes: statSync(path).size }
}

/**
 * Keeps a log of more than 10 MB as `<path>.1` and empties it. The running server goes on writing into the same
 * file: it writes in append mode, so it continues at the new beginning.
 */
export function trimLogFile(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size <= fullBytes) return
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
}

/** What was written after the first `fromBytes`, at most the last 8 kB. */
export function readLogTail(path: string, fromBytes: number): string {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const start = Math.max(fromBytes, size - 8192)
  if (size <= start) return ''
  const buffer = Buffer.alloc(size - start)
  const descriptor = openSync(path, 'r')
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, start)
    return buffer.toString('utf8', 0, length)
  } finally {
    closeSync(descriptor)
  }
}
