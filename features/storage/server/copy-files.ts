import { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { FileStore } from '#platform/files/files.ts'
import { openStore } from '#platform/files/open-store.ts'

const target = z.enum(['s3', 'folder'])

/**
 * `seogo files copy --to s3|folder`: each file is read through, hashed on its way and stored under the hash that came
 * out, so that a damaged one is found and never takes the place of a whole one. A repeat goes on with what is missing.
 */
export async function copyFilesCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const to = target.safeParse(options.to)
  if (!to.success) throw new Problem('bad_request', { fault: '--to says where: s3 or folder' })
  const from = openStore(house.config, to.data === 's3' ? 'folder' : 's3')
  const copied = await copyFiles(from, openStore(house.config, to.data), ({ done, hash }) => {
    terminal.bar(`${done} files, ${hash.slice(0, 12)}`, 0)
  })
  terminal.bar('', undefined)
  for (const hash of copied.damaged) terminal.line(`damaged, not copied: ${hash}`)
  terminal.line(
    `${copied.copied} files copied, ${copied.known} were there, ${copied.damaged.length} damaged.`,
  )
  if (house.files.about.kind !== to.data)
    terminal.line('Seogo still uses the other store: change the settings, then start it anew.')
  terminal.result(copied)
  return copied.damaged.length > 0 ? 1 : 0
}

async function copyFiles(
  from: FileStore,
  to: FileStore,
  tell: (at: { done: number; hash: string }) => void,
): Promise<{ copied: number; known: number; damaged: string[] }> {
  let [copied, known] = [0, 0]
  const damaged: string[] = []
  for await (const { sha256, sizeBytes } of from.list()) {
    tell({ done: copied + known, hash: sha256 })
    if (await isThere(to, sha256, sizeBytes)) {
      known += 1
      continue
    }
    const { stream } = await from.open(sha256)
    const stored = await to.put(stream(), { maxBytes: Number.POSITIVE_INFINITY })
    if (stored.sha256 === sha256) copied += 1
    else {
      damaged.push(sha256)
      if (stored.fresh) await to.remove(stored.sha256)
    }
  }
  return { copied, known, damaged }
}

async function isThere(store: FileStore, hash: string, sizeBytes: number): Promise<boolean> {
  if (!(await store.has(hash))) return false
  return (await store.open(hash)).sizeBytes === sizeBytes
}
