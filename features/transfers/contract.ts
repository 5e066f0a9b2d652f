import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { libraryId, paperId } from '#contract/ids.ts'

/** So many papers go to another library at once; more are sent in parts. */
export const mostAtOnce = 200

export const transferred = z.strictObject({
  /** Papers that the other library did not have. */
  addedCount: z.int(),
  /** Papers that stood there already, in their own library or known again; what they lacked is filled in. */
  thereAlreadyCount: z.int(),
  /** Where each paper stands now, and whether it is new there: what takes the transfer back. */
  items: z.array(z.strictObject({ paperId, copyId: paperId, isNew: z.boolean() })),
})
export type Transferred = z.infer<typeof transferred>

export const transferPapers = endpoint({
  name: 'transfers.transfer',
  method: 'POST',
  path: '/api/transfers',
  access: 'papers:write',
  summary:
    'Copies papers into another library: records, files, tags by name, and one’s own judgement and highlights. Moving also puts the originals into the trash of theirs.',
  body: z.strictObject({
    paperIds: z.array(paperId).min(1).max(mostAtOnce),
    libraryId,
    move: z.boolean().default(false),
  }),
  reply: transferred,
})
