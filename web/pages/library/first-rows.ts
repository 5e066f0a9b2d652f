import type { QueryClient } from '@tanstack/react-query'
import { rowsQuery } from '#features/papers/web/paper-queries.ts'
import type { LibrarySearch } from './library-search.ts'
import { listChoiceOf } from './useLibrary.ts'

/**
 * Fetches the rows that a list begins with, so that it is drawn once and not first without them. Which rows a line of words
 * or a smart collection asks for is known only to the page.
 */
export async function fetchFirstRows(client: QueryClient, search: LibrarySearch): Promise<void> {
  if (search.q !== undefined || search.smart !== undefined) return
  await client.ensureQueryData(rowsQuery(listChoiceOf(search), 0))
}
