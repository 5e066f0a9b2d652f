import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import { instant } from '#contract/time.ts'
import { type Manifest, readManifest } from './format/manifest.ts'
import type { Shelf } from './shelf.ts'

export const setDocument = (id: string) => `${id}.set`
const proofDocument = (id: string) => `${id}.proof`
const pinDocument = (id: string) => `${id}.pin`

const damage = z.strictObject({ where: z.string(), part: z.string(), why: z.string() })
export type Damage = z.infer<typeof damage>

/** What came out when a set was last read through, and when it was last restored on trial. */
export const proof = z.strictObject({
  /** Of the manifest it is about: a proof of another one proves nothing. */
  manifestSha256: z.string(),
  verifiedAt: instant,
  damages: z.array(damage),
  provenAt: instant.nullable(),
  drill: z
    .strictObject({
      tables: z.int(),
      rows: z.int(),
      files: z.int(),
      rules: z.int(),
      people: z.int(),
      tookMs: z.int(),
      /** Sentences in English for the log and the command line; empty when all is well. */
      faults: z.array(z.string()),
    })
    .nullable(),
})
export type Proof = z.infer<typeof proof>

/** A set on the shelf: whole, or why it cannot be read. */
export type ListedSet = {
  readonly id: string
  readonly set: Manifest | undefined
  readonly problem: Problem | undefined
  readonly proof: Proof | undefined
  readonly pinned: boolean
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Every set, newest first, as the destination has it now. */
export async function listSets(shelf: Shelf): Promise<ListedSet[]> {
  const names = await shelf.documents.list()
  const ids = names.filter((name) => name.endsWith('.set')).map((name) => name.slice(0, -'.set'.length))
  const listed: ListedSet[] = []
  for (const id of ids.sort().reverse()) {
    const bytes = await shelf.documents.read(setDocument(id))
    if (!bytes) continue
    const pinned = names.includes(pinDocument(id))
    try {
      const set = await readManifest(bytes, id, shelf.key)
      listed.push({ id, set, problem: undefined, proof: await readProof(shelf, id, hashOf(bytes)), pinned })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      listed.push({ id, set: undefined, problem: error, proof: undefined, pinned })
    }
  }
  return listed
}

/** The newest set that can be read. */
export async function findLatestSet(shelf: Shelf): Promise<Manifest | undefined> {
  return (await listSets(shelf)).find(({ set }) => set !== undefined)?.set
}

/**
 * @param id a set's id, or `latest`
 * @throws Problem backup_not_found, and what is wrong with its manifest
 */
export async function getSet(shelf: Shelf, id: string): Promise<Manifest> {
  if (id === 'latest') {
    const sets = await listSets(shelf)
    const found = sets.find(({ set }) => set !== undefined)?.set
    if (found) return found
    // Only unreadable ones: what is wrong with them helps more than that none was found.
    throw sets[0]?.problem ?? new Problem('backup_not_found', { id, place: shelf.place })
  }
  const bytes = /^[\w-]{1,60}$/.test(id) ? await shelf.documents.read(setDocument(id)) : undefined
  if (!bytes) throw new Problem('backup_not_found', { id, place: shelf.place })
  return readManifest(bytes, id, shelf.key)
}

async function readProof(shelf: Shelf, id: string, manifestSha256: string): Promise<Proof | undefined> {
  const bytes = await shelf.documents.read(proofDocument(id))
  const [hash, ...rest] = bytes?.toString('utf8').split('\n') ?? []
  const json = rest.join('\n')
  if (hash !== hashOf(Buffer.from(json))) return undefined
  const parsed = proof.safeParse(JSON.parse(json))
  return parsed.success && parsed.data.manifestSha256 === manifestSha256 ? parsed.data : undefined
}

/** Keeps what came out beside the set; what is known of an earlier trial stays unless this is one, or damage was found. */
export async function writeProof(
  shelf: Shelf,
  id: string,
  found: Pick<Proof, 'verifiedAt' | 'damages'> & Partial<Pick<Proof, 'provenAt' | 'drill'>>,
): Promise<Proof> {
  const bytes = await shelf.documents.read(setDocument(id))
  if (!bytes) throw new Problem('backup_not_found', { id, place: shelf.place })
  const manifestSha256 = hashOf(bytes)
  const before = found.damages.length > 0 ? undefined : await readProof(shelf, id, manifestSha256)
  const kept: Proof = {
    provenAt: before?.provenAt ?? null,
    drill: before?.drill ?? null,
    ...found,
    manifestSha256,
  }
  const json = JSON.stringify(proof.parse(kept), null, 1)
  await shelf.documents.write(proofDocument(id), Buffer.from(`${hashOf(Buffer.from(json))}\n${json}`))
  return kept
}

/** A pinned set is never removed by retention. */
export async function pinSet(shelf: Shelf, id: string, pinned: boolean): Promise<void> {
  await getSet(shelf, id)
  if (pinned) await shelf.documents.write(pinDocument(id), Buffer.from('pinned\n'))
  else await shelf.documents.remove(pinDocument(id))
}

/** Removes a set's documents, the manifest first: what is left of a broken removal is no set. */
export async function forgetSet(shelf: Shelf, id: string): Promise<void> {
  for (const name of [setDocument(id), proofDocument(id), pinDocument(id)]) await shelf.documents.remove(name)
}
