import { createHash } from 'node:crypto'
import type { CommandContext } from '#platform/feature.ts'
import type { FileStore } from '#platform/files/files.ts'
import { findNamedFiles, loadFileReferences, type NamedFiles } from '#platform/files/references.ts'
import type { House } from '#platform/house.ts'
import { inBatches } from '#platform/in-batches.ts'

const batchSize = 500

/**
 * `seogo files verify`: every stored file is read and its hash compared, and every file of a paper is looked for. Exit
 * code 1 when one is damaged or missing.
 */
export async function verifyFilesCommand({ house, terminal }: CommandContext): Promise<number> {
  const references = await loadFileReferences(house)
  const damaged: string[] = []
  let [count, unnamed, bytes] = [0, 0, 0]
  for await (const batch of inBatches(house.files.list(), batchSize)) {
    const hashes = batch.map(({ sha256 }) => sha256)
    const named = await house.database.asSystem('verify files', (tx) =>
      findNamedFiles(references, tx, hashes),
    )
    unnamed += hashes.filter((hash) => !named.has(hash)).length
    for (const { sha256, sizeBytes } of batch) {
      terminal.bar(`${count} files, ${sha256.slice(0, 12)}`, 0)
      count += 1
      bytes += sizeBytes
      if ((await hashIn(house.files, sha256)) !== sha256) damaged.push(sha256)
    }
  }
  terminal.bar('', undefined)
  const missing: string[] = []
  for (const { after } of references) missing.push(...(await findMissing(house, after)))
  for (const hash of damaged) terminal.line(`damaged: ${hash}`)
  for (const hash of missing) terminal.line(`missing: ${hash}`)
  terminal.line(
    `${count} files read (${bytes} bytes): ${damaged.length} damaged, ${missing.length} missing, ${unnamed} that no row names.`,
  )
  terminal.result({ count, bytes, damaged, missing, unnamed })
  return damaged.length + missing.length > 0 ? 1 : 0
}

async function findMissing(house: House, after: NamedFiles['after']): Promise<string[]> {
  const missing: string[] = []
  for (let last: string | undefined = ''; last !== undefined; ) {
    const from: string = last
    const page = await house.database.asSystem('verify files', (tx) => after(tx, from, batchSize))
    for (const hash of page) if (!(await house.files.has(hash))) missing.push(hash)
    last = page.at(-1)
  }
  return missing
}

async function hashIn(files: FileStore, sha256: string): Promise<string> {
  const { stream } = await files.open(sha256)
  const hash = createHash('sha256')
  for await (const chunk of stream()) hash.update(chunk)
  return hash.digest('hex')
}
