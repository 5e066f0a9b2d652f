import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { beforeAll, lockFirstSeals } from './data-key-queries.ts'
import { dataKeyOf } from './data-keys.ts'
import { putSealedKey } from './queries.ts'
import { openSealed, placeOf, sealKey } from './sealed-key.ts'

const batch = 100

type Place = { readonly after: string; readonly limit: number }

async function sealSome(house: House, tx: SystemTx, place: Place) {
  const rows = await lockFirstSeals(tx, place)
  let count = 0
  for (const row of rows) {
    const at = placeOf(row)
    const key = row.sealed_key && (await openSealed(house, tx, { sealed: row.sealed_key, place: at }))
    const dataKey = key && (await dataKeyOf(house, tx, row.user_id))
    // Sealed under a secret this installation does not have any more: it stays, and its person is told when it is used.
    if (!dataKey) continue
    await putSealedKey(tx, row.id, sealKey(key, dataKey, at))
    count += 1
  }
  return { count, last: rows.at(-1)?.id }
}

/** Seals keys from before there were data keys under their owner's. @returns how many */
export async function sealFirstSealsAnew(house: House): Promise<number> {
  let count = 0
  for (let after: string | undefined = beforeAll; after !== undefined; ) {
    const place: Place = { after, limit: batch }
    const done = await house.database.asSystem('provider keys go under their owner’s data key', (tx) =>
      sealSome(house, tx, place),
    )
    count += done.count
    after = done.last
  }
  return count
}

export async function sweep(_payload: unknown, { house, note }: JobContext): Promise<void> {
  note({ sealedAnewCount: await sealFirstSealsAnew(house) })
}
