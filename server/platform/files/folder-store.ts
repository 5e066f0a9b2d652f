import { randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { access, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { sha256 } from '#contract/ids.ts'
import { removeAbandoned, writeDraft } from './drafts.ts'
import { FileMissing, type FileStore, type ListedFile, type StoredFile } from './files.ts'

/**
 * The store in a folder, which is made if absent: `sha256/ab/cd/abcd…` and `incoming` for what is still being
 * received. Several processes may use it at once.
 */
export function openFolderStore({ folder }: { folder: string }): FileStore {
  const incoming = join(folder, 'incoming')
  const stored = join(folder, 'sha256')
  for (const path of [incoming, stored]) mkdirSync(path, { recursive: true, mode: 0o700 })
  removeAbandoned(incoming)
  const pathOf = (hash: string) => join(stored, hash.slice(0, 2), hash.slice(2, 4), sha256.parse(hash))

  return {
    about: { kind: 'folder', place: folder },
    put: (bytes, { maxBytes }) => receive({ bytes, maxBytes, incoming, pathOf }),
    async open(hash) {
      const path = pathOf(hash)
      const { size: sizeBytes } = await stat(path).catch(missing(hash))
      return { stream: (range) => createReadStream(path, range), sizeBytes }
    },
    async path(hash) {
      const path = pathOf(hash)
      await access(path).catch(missing(hash))
      return path
    },
    async has(hash) {
      return (await stat(pathOf(hash)).catch(absent)) !== undefined
    },
    async remove(hash, { unlessStoredSince } = {}) {
      return removeFile({ path: pathOf(hash), aside: join(incoming, randomUUID()), unlessStoredSince })
    },
    list: () => listFiles(stored),
  }
}

async function* listFiles(stored: string): AsyncGenerator<ListedFile> {
  for await (const entry of await opendir(stored, { recursive: true })) {
    // Other names are not ours: a file manager's litter, say.
    if (!entry.isFile() || !sha256.safeParse(entry.name).success) continue
    const found = await stat(join(entry.parentPath, entry.name)).catch(absent)
    if (found) yield { sha256: entry.name, sizeBytes: found.size, storedAt: found.mtime }
  }
}

function missing(hash: string): (error: unknown) => never {
  return (error) => {
    if (isAbsence(error)) throw new FileMissing(hash, { cause: error })
    throw error
  }
}

function absent(error: unknown): undefined {
  if (!isAbsence(error)) throw error
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

type Reception = { bytes: Readable; maxBytes: number; incoming: string; pathOf: (hash: string) => string }

/** Writes the stream beside the store, hashing on the way, and moves it to its place once it is on the disk. */
async function receive({ bytes, maxBytes, incoming, pathOf }: Reception): Promise<StoredFile> {
  const draft = join(incoming, randomUUID())
  try {
    const { hash, sizeBytes } = await writeDraft(draft, bytes, maxBytes)
    const path = pathOf(hash)
    const known = await stat(path).catch(absent)
    await makeFolder(dirname(path))
    // Also over a known file: that heals a damaged one, and its new time tells a cleaner that it is wanted again.
    await rename(draft, path)
    await syncFolder(dirname(path))
    return { sha256: hash, sizeBytes, fresh: known === undefined }
  } catch (error) {
    bytes.destroy()
    await rm(draft, { force: true })
    throw error
  }
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!first) return
  // A new folder survives a power cut only when its parent has been written too.
  for (let made = folder; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

type Removal = { path: string; aside: string; unlessStoredSince: Date | undefined }

/**
 * Moves the file aside before it looks at its time: bytes received meanwhile either stand there already, and come back,
 * or are put in the place that has become free.
 */
async function removeFile({ path, aside, unlessStoredSince }: Removal): Promise<boolean> {
  const isThere = await rename(path, aside).then(() => true, absent)
  if (!isThere) return true
  const wanted = unlessStoredSince !== undefined && (await stat(aside)).mtime >= unlessStoredSince
  if (wanted) await rename(aside, path)
  else await rm(aside)
  return !wanted
}
