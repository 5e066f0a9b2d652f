import { z } from 'zod'
import { sha256 } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { instant } from '#contract/time.ts'
import { gather, hashOf } from './bytes.ts'
import { type BackupKey, openBytes, sealBytes } from './sealing.ts'

/** Sets of this format restore for ever; a later Seogo may write another one and still reads this. */
export const formatVersion = 1

const count = z.int().min(0)

/** Bytes at the destination, under the SHA-256 of what is stored there. */
const part = z.strictObject({ sha256, storedBytes: count })
export type Part = z.infer<typeof part>

export const tableInSet = z.strictObject({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  orderBy: z.string(),
  rows: count,
  /** Of all rows together, as COPY's text format gives them. */
  bytes: count,
  sha256,
  parts: z.array(part),
})
export type TableInSet = z.infer<typeof tableInSet>

export const manifest = z.strictObject({
  id: z.string().regex(/^[\w-]{1,60}$/),
  kind: z.enum(['full', 'incremental']),
  /** The moment whose data it holds. */
  takenAt: instant,
  finishedAt: instant,
  appVersion: z.string(),
  postgresVersion: z.string(),
  migrations: z.array(z.strictObject({ number: count, name: z.string(), sha256 })),
  /** Tells whether the machine that restores has the same installation secret; says nothing about it. */
  secretKeyId: z.string(),
  tables: z.array(tableInSet),
  partitions: z.array(z.strictObject({ parent: z.string(), name: z.string(), bound: z.string() })),
  sequences: z.array(z.strictObject({ schema: z.string(), name: z.string(), value: count.nullable() })),
  /** Constraints, policies and triggers, one line each: what restored tables must have. */
  rules: z.array(z.string()),
  files: z.strictObject({
    /** Where rows name files: `table.column` each. */
    columns: z.array(z.string()),
    count,
    bytes: count,
    /** Rows named them and the store did not have them: nothing that a backup could keep. */
    missing: z.array(sha256),
    missingCount: count,
    /** A list, one file a line: its hash, its size, the hash of what is stored, its size. */
    list: z.strictObject({ sha256, parts: z.array(part) }),
  }),
  /** What had to be written for this set; the rest was there already. */
  written: z.strictObject({ parts: count, bytes: count }),
  /** All that it takes to restore it. */
  storedBytes: count,
})
export type Manifest = z.infer<typeof manifest>

const heading = /^seogo-backup (\d+) ([0-9a-f]{64}) (plain|[0-9a-f]{16})$/

function isDamaged(why: string): Problem {
  return new Problem('backup_damaged', { part: 'manifest', why })
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}

/**
 * One line that says what follows (format, SHA-256 of the rest, the key's id or `plain`), then the manifest: JSON, sealed
 * where there is a key.
 */
export async function writeManifest(set: Manifest, key: BackupKey | undefined): Promise<Buffer> {
  const json = Buffer.from(`${JSON.stringify(manifest.parse(set), null, 1)}\n`)
  const body = key ? await gather(sealBytes(once(json), key, hashOf(json))) : json
  return Buffer.concat([
    Buffer.from(`seogo-backup ${formatVersion} ${hashOf(body)} ${key?.id ?? 'plain'}\n`),
    body,
  ])
}

/**
 * @throws Problem backup_damaged, backup_of_later_version, backup_key_needed, backup_key_wrong
 */
export async function readManifest(bytes: Buffer, id: string, key: BackupKey | undefined): Promise<Manifest> {
  const end = bytes.subarray(0, 200).indexOf(10)
  const [, version, hash, keyId] = heading.exec(bytes.subarray(0, Math.max(0, end)).toString('latin1')) ?? []
  if (version === undefined) throw isDamaged('heading')
  const body = bytes.subarray(end + 1)
  if (hashOf(body) !== hash) throw isDamaged('hash')
  if (Number(version) > formatVersion)
    throw new Problem('backup_of_later_version', { format: Number(version) })
  if (Number(version) !== formatVersion) throw isDamaged('heading')
  const json = keyId === 'plain' ? body : await open(body, keyId, key)
  const parsed = manifest.safeParse(parseJson(json))
  if (!parsed.success) throw isDamaged('content')
  // A set under another's name would be taken for a younger one.
  if (parsed.data.id !== id) throw isDamaged('name')
  return parsed.data
}

async function open(body: Buffer, keyId: string | undefined, key: BackupKey | undefined): Promise<Buffer> {
  if (!key) throw new Problem('backup_key_needed')
  if (key.id !== keyId) throw new Problem('backup_key_wrong')
  try {
    return await gather(openBytes(once(body), key))
  } catch {
    throw isDamaged('seal')
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
