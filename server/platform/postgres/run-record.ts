import { chmodSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const runRecord = z.object({ pid: z.number(), startedAt: z.iso.datetime(), address: z.string().optional() })

/** Which Seogo process runs on a database folder, since when (UTC), and the web address it serves if any. */
export type RunRecord = z.infer<typeof runRecord>

/**
 * What the last owner of the folder wrote about itself. Information for people and for the command line; after a
 * crash it is out of date. Whether the folder is in use is decided by the lock in the database alone.
 * @param folder as given to openEmbeddedPostgres
 */
export function readRunRecord(folder: string): RunRecord | undefined {
  try {
    return runRecord.safeParse(JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))).data
  } catch {
    return undefined // Absent or half written by a crash: there is nothing to tell.
  }
}

export function writeRunRecord(file: string, record: RunRecord): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(record)}\n`)
  chmodSync(draft, 0o644)
  renameSync(draft, file)
}

export function removeRunRecord(file: string): void {
  rmSync(file, { force: true })
}
