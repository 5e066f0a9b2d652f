import { Readable } from 'node:stream'
import { libraryId, type UserId } from '#contract/ids.ts'
import { describePerson } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import { openExport } from './write-papers.ts'

/**
 * What the house holds of a person as JSON while it is sent: their account, and the papers of each library in their name in
 * CSL-JSON, read as they themselves.
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
    yield ']}'
  }
  return Readable.from(parts(), { objectMode: false })
}
