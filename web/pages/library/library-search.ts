import { z } from 'zod'
import { paperSort, readingStatus } from '#features/papers/contract.ts'

/** What the library shows, as it stands in the address. What cannot be read is left out, never an error. */
export const librarySearch = z.object({
  /** Words. `?q=2024` arrives as a number. */
  q: z.coerce.string().max(1000).optional().catch(undefined),
  /** One library; all of the person's unless told. */
  library: z.uuid().optional().catch(undefined),
  /** At least so many half stars. */
  rating: z.int().min(1).max(10).optional().catch(undefined),
  tag: z.uuid().optional().catch(undefined),
  collection: z.uuid().optional().catch(undefined),
  status: readingStatus.optional().catch(undefined),
  sort: paperSort.optional().catch(undefined),
  direction: z.enum(['asc', 'desc']).optional().catch(undefined),
  /** Two lines a paper, or a table; as it was last on this device unless told. */
  view: z.enum(['rows', 'table']).optional().catch(undefined),
  /** The current paper. */
  paper: z.uuid().optional().catch(undefined),
  /** The import whose report is open. */
  import: z.uuid().optional().catch(undefined),
})
export type LibrarySearch = z.infer<typeof librarySearch>
