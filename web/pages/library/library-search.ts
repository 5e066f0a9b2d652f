import { z } from 'zod'
import { paperSort } from '#features/papers/contract.ts'
import { filterSearch } from './filter/search-filter.ts'

/** What the library shows, as it stands in the address. What cannot be read is left out, never an error. */
export const librarySearch = z.object({
  ...filterSearch.shape,
  /** The smart collection whose filter holds, unless the address says one itself. */
  smart: z.uuid().optional().catch(undefined),
  sort: paperSort.optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
  /** What the words mean is looked for as well. */
  meaning: z.boolean().optional().catch(undefined),
  /** Two lines a paper, or a table; as it was last on this device unless told. */
  view: z.enum(['rows', 'table']).optional().catch(undefined),
  /** The current paper. */
  paper: z.uuid().optional().catch(undefined),
  /** The import whose report is open. */
  import: z.uuid().optional().catch(undefined),
})
export type LibrarySearch = z.infer<typeof librarySearch>
