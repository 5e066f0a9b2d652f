import { toInstant } from '#contract/time.ts'
import { openDatabase } from '#platform/database/database.ts'
import { dropDatabase, dropDatabases } from '#platform/database/sets/databases.ts'
import type { House } from '#platform/house.ts'
import { inBatches } from '#platform/in-batches.ts'
import { readFileList } from './file-list.ts'
import type { Manifest } from './format/manifest.ts'
import { countSeenPapers, countStrangers, listFileHashes, listReaders } from './queries.ts'
import { RestoredOtherwise, restoreRows } from './restore-set.ts'
import { type Proof, writeProof } from './sets.ts'
import type { Shelf } from './shelf.ts'
import { verifySet } from './verify-set.ts'

type Options = {
  readonly house: House
  readonly shelf: Shelf
  readonly set: Manifest
  readonly tell?: (stage: 'reading' | 'rows' | 'comparing', done: number, total: number) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads a set through, restores it into a scratch database beside the real one, compares all of it, asks it questions as
 * people would, and drops the scratch database again. Only a set that came through all of that is proven.
 * @returns the report, which is kept with the set
 */
export async function drill({ house, shelf, set, tell, signal }: Options): Promise<Proof> {
  const startedAt = performance.now()
  const now = () => toInstant(house.clock.now())
  const damages = await verifySet(shelf, set, {
    signal,
    tell: (done, total) => tell?.('reading', done, total),
  })
  if (damages.length > 0)
    return writeProof(shelf, set.id, { verifiedAt: now(), damages, provenAt: null, drill: null })

  const { address } = house.database
  const prefix = `${address.database}_drill_`
  // One runs at a time.
  await dropDatabases(address, prefix)
  const database = `${prefix}${Date.now().toString(36)}`
  const restoring = { address, shelf, set, database, signal, ...(tell && { tell }) }
  const compared = await restoreRows(restoring).catch((error: unknown) => {
    if (error instanceof RestoredOtherwise) return error
    throw error
  })
  if (compared instanceof RestoredOtherwise) {
    const took = { files: 0, people: 0, tookMs: Math.round(performance.now() - startedAt) }
    const report = { tables: 0, rows: 0, rules: 0, ...took, faults: [compared.message] }
    return writeProof(shelf, set.id, { verifiedAt: now(), damages, provenAt: null, drill: report })
  }
  try {
    const asked = await askQuestions({ house, shelf, set, database })
    const isProven = asked.faults.length === 0
    return await writeProof(shelf, set.id, {
      verifiedAt: now(),
      damages,
      provenAt: isProven ? now() : null,
      drill: {
        ...compared,
        ...asked,
        files: set.files.count,
        tookMs: Math.round(performance.now() - startedAt),
      },
    })
  } finally {
    await dropDatabase(address, database)
  }
}

const peopleAsked = 10
const filesAtOnce = 500

type Asking = Pick<Options, 'house' | 'shelf' | 'set'> & { readonly database: string }

/** What people see in the restored database, under its policies, and whether every file that a row names is in the set. */
async function askQuestions({ house, shelf, set, database }: Asking) {
  const faults: string[] = []
  const scratch = openDatabase({
    address: house.database.address.in(database),
    log: house.log,
    poolMax: 2,
  })
  try {
    const people = await scratch.asSystem('ask a restored database', (tx) => listReaders(tx, peopleAsked))
    for (const { userId, papers } of people) {
      const seen = await scratch.asUser(userId, (tx) => countSeenPapers(tx))
      if (seen !== papers) faults.push(`${userId} sees ${seen} papers instead of ${papers}`)
    }
    const strange = await countStrangers(scratch)
    if (strange > 0) faults.push(`somebody unknown sees ${strange} papers`)
    const missing = new Set(set.files.missing)
    const named = await scratch.asSystem('list the files of a restored database', (tx) =>
      listFileHashes(tx, set.files.columns),
    )
    const wanted = new Set(named)
    for await (const batch of inBatches(readFileList(shelf, set), filesAtOnce))
      for (const { sha256 } of batch) wanted.delete(sha256)
    const absent = [...wanted].filter((hash) => !missing.has(hash)).length
    // Beyond those that the store did not have itself, of which only the first are listed by name.
    if (absent > set.files.missingCount - set.files.missing.length)
      faults.push(`${absent} files that rows name are not in the set`)
    return { people: people.length, faults }
  } finally {
    await scratch.close()
  }
}
