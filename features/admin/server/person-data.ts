import { Readable } from 'node:stream'
import { libraryId, type UserId } from '#contract/ids.ts'
import { describePerson } from '#features/accounts/server/accounts.ts'
import { openExport } from '#features/exports/server/exports.ts'
import { listOwnHighlights } from '#features/highlights/server/highlights.ts'
import { listOwnNotes } from '#features/notes/server/notes.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'

/** Rows read at once: a short transaction each. */
const batchSize = 200

type Row = { readonly id: string }
type List = (tx: UserTx, after: string | undefined, limit: number) => Promise<readonly Row[]>

/** All rows of a list of the person's own as a JSON array, batch by batch. */
async function* arrayOf(house: House, userId: UserId, list: List): AsyncGenerator<string> {
  let after: string | undefined
  yield '['
  for (;;) {
    const rows = await house.database.asUser(userId, (tx) => list(tx, after, batchSize))
    if (rows.length > 0)
      yield `${after === undefined ? '' : ','}${rows.map((row) => JSON.stringify(row)).join(',')}`
    if (rows.length < batchSize) break
    after = rows.at(-1)?.id
  }
  yield ']'
}

/**
 * What the house holds of a person as JSON while it is sent: their account, the papers of each library in their name in
 * CSL-JSON, and the notes and highlights that are theirs, read as they themselves.
 * @throws Problem person_not_found
 */
export async function openPersonData(house: House, userId: UserId): Promise<Readable> {
  const account = await describePerson(house, userId)
  const owned = account.libraries.filter(({ membership }) => membership === 'owner')
  async function* parts(): AsyncGenerator<string | Buffer> {
    yield `{"account":${JSON.stringify(account)},"libraries":[`
    for (const [place, library] of owned.entries()) {
      yield `${place === 0 ? '' : ','}{"name":${JSON.stringify(library.name)},"papers":`
      const query = { libraryId: libraryId.parse(library.id), sort: 'added', direction: 'desc' } as const
      yield* await openExport(house, userId, {
        format: 'csl-json',
        options: { ascii: false, bom: false },
        choice: { query },
      })
      yield '}'
    }
    yield '],"notes":'
    yield* arrayOf(house, userId, listOwnNotes)
    yield ',"highlights":'
    yield* arrayOf(house, userId, listOwnHighlights)
    yield '}'
  }
  return Readable.from(parts(), { objectMode: false })
}
