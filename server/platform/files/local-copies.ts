import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { removeAbandoned, writeDraft } from './drafts.ts'

export type CopyLimits = {
  /** All copies together; copies in use may go beyond it. */
  readonly maxBytes: number
  /** A copy nobody asked for in so long is removed. */
  readonly unusedMs: number
  /** A copy asked for less than so long ago stays: somebody may be about to open it. */
  readonly inUseMs: number
}

export const usualCopyLimits = { unusedMs: 7 * 24 * 3_600_000, inUseMs: 10 * 60_000 }

/**
 * Local copies of distant files, in a folder that several processes of a machine may share. A copy's modification time
 * is the last time somebody asked for it.
 */
export function openLocalCopies({ folder, limits }: { folder: string; limits: CopyLimits }) {
  const incoming = join(folder, 'incoming')
  const copies = join(folder, 'sha256')
  for (const path of [incoming, copies]) mkdirSync(path, { recursive: true, mode: 0o700 })
  removeAbandoned(incoming)
  const pathOf = (hash: string) => join(copies, hash)
  const underWay = new Map<string, Promise<string>>()

  async function fetchCopy(hash: string, download: () => Readable): Promise<string> {
    const draft = join(incoming, randomUUID())
    try {
      const written = await writeDraft(draft, download(), Number.POSITIVE_INFINITY)
      if (written.hash !== hash) throw new Error(`the file store gave other bytes than those of ${hash}`)
      await rename(draft, pathOf(hash))
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
    await removeUnused(copies, limits)
    return pathOf(hash)
  }

  return {
    /** A new place for a draft, in the same file system as the copies. */
    newDraft: () => join(incoming, randomUUID()),
    /** Makes a finished draft the copy of its bytes. */
    async keep(draft: string, hash: string): Promise<void> {
      await rename(draft, pathOf(hash))
      await removeUnused(copies, limits)
    },
    /** The copy's path; downloads it when there is none, once however many ask at the same time. */
    async path(hash: string, download: () => Readable): Promise<string> {
      const now = new Date()
      const isThere = await utimes(pathOf(hash), now, now).then(
        () => true,
        // Whatever is wrong with the copy, the download shows it.
        () => false,
      )
      if (isThere) return pathOf(hash)
      let fetching = underWay.get(hash)
      if (!fetching) {
        fetching = fetchCopy(hash, download).finally(() => underWay.delete(hash))
        underWay.set(hash, fetching)
      }
      return fetching
    },
    async forget(hash: string): Promise<void> {
      await rm(pathOf(hash), { force: true })
    },
  }
}

type Copy = { readonly path: string; readonly sizeBytes: number; readonly askedAt: number }

async function listCopies(folder: string): Promise<Copy[]> {
  const found = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name)
      // Another process may have removed it since.
      const stats = await stat(path).catch(() => undefined)
      return stats && { path, sizeBytes: stats.size, askedAt: stats.mtimeMs }
    }),
  )
  return found.filter((copy) => copy !== undefined).toSorted((one, other) => one.askedAt - other.askedAt)
}

/** Removes what was not asked for the longest, until the rest has room. */
async function removeUnused(folder: string, { maxBytes, unusedMs, inUseMs }: CopyLimits): Promise<void> {
  const copies = await listCopies(folder)
  let bytes = copies.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  for (const { path, sizeBytes, askedAt } of copies) {
    const idleMs = Date.now() - askedAt
    const goes = idleMs > unusedMs || (bytes > maxBytes && idleMs >= inUseMs)
    if (!goes) continue
    await rm(path, { force: true })
    bytes -= sizeBytes
  }
}
