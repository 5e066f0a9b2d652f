import { z } from 'zod'
import { actDone } from '#contract/acts.ts'
import { endpoint } from '#contract/endpoint.ts'
import { libraryId, paperId, userId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/** Papers in the trash: these, or all that the person may change, of one library or of all. */
export const trashSelected = z.union([
  z.strictObject({ paperIds: z.array(paperId).min(1).max(10_000) }),
  z.strictObject({ all: z.strictObject({ libraryId: libraryId.optional() }) }),
])
export type TrashSelected = z.output<typeof trashSelected>

/** A row of the trash. */
export const trashedPaper = z.strictObject({
  id: paperId,
  libraryId,
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullable(),
  trashedAt: instant,
  /** Null for who is gone, shares no library any more, or when the house did it. */
  trashedBy: z.strictObject({ id: userId, name: z.string() }).nullable(),
  /** When it is deleted for good. */
  deletedFrom: instant,
  /** The asking person may bring it back or delete it. */
  editable: z.boolean(),
})
export type TrashedPaper = z.infer<typeof trashedPaper>

export const listTrash = endpoint({
  name: 'papers.listTrash',
  method: 'GET',
  path: '/api/trash',
  access: 'papers:read',
  summary: 'The papers in the trash of the libraries one may see, the last one first.',
  query: z.strictObject({ ...pageQuery.shape, libraryId: libraryId.optional() }),
  reply: z.strictObject({ ...pageOf(trashedPaper).shape, total: z.int(), keptDays: z.int() }),
})

export const deleteForGood = endpoint({
  name: 'papers.deleteForGood',
  method: 'POST',
  path: '/api/trash/delete',
  withoutRoom: true,
  access: 'papers:write',
  summary: 'Deletes papers in the trash for good, with all that belongs to them. There is no undo.',
  body: z.strictObject({ papers: trashSelected }),
  reply: z.strictObject({ deleted: z.int() }),
})

export const restoreMany = endpoint({
  name: 'papers.restoreMany',
  method: 'POST',
  path: '/api/papers/bulk/restore',
  access: 'papers:write',
  summary: 'Brings papers back from the trash; one whose DOI another paper has by now stays there.',
  body: z.strictObject({ papers: trashSelected }),
  reply: actDone,
})
