import type { z } from 'zod'
import type { ActDone } from '#contract/acts.ts'
import { Problem } from '#contract/problems.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import { editablePapers, onEach } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { fileMany as fileManyEndpoint, tagMany as tagManyEndpoint } from '../contract.ts'
import { requireEditable } from './collections.ts'
import { pairAsAct } from './pair-papers.ts'
import { tagsTyped } from './tag-paths.ts'
import { tagIdsOf } from './tags-by-name.ts'

/**
 * Adds tags to many papers and takes others from them, as one act. Names that a library does not know become tags of it; slashes in them nest.
 * @throws Problem selection_empty | too_many_papers | library_read_only
 */
export async function tagMany(
  tx: UserTx,
  { papers, add = [], remove = [] }: z.output<typeof tagManyEndpoint.body>,
): Promise<ActDone> {
  return onEach(await editablePapers(tx, papers), async ({ libraryId, paperIds }, partOf) => {
    await lockLibrary(tx, libraryId)
    const { ids: give, made } = await tagsTyped(tx, libraryId, add)
    const take = (await tagIdsOf(tx, libraryId, remove)).filter((id) => !give.includes(id))
    const facts = { ...(add.length > 0 && { added: add }), ...(remove.length > 0 && { removed: remove }) }
    const act = add.length > 0 ? ('tagged' as const) : ('untagged' as const)
    return pairAsAct(tx, 'tag', { libraryId, paperIds, give, take, made, act, facts, partOf })
  })
}

/**
 * Files many papers in a collection of their library, or takes them out of it, as one act.
 * @throws Problem collection_not_found | selection_empty | too_many_papers | library_read_only | paper_not_found when one
 *   is of another library: then nothing is filed
 */
export async function fileMany(
  tx: UserTx,
  { papers, collectionId, action }: z.output<typeof fileManyEndpoint.body>,
): Promise<ActDone> {
  const collection = await requireEditable(tx, collectionId)
  const groups = await editablePapers(tx, papers)
  if (groups.some(({ libraryId }) => libraryId !== collection.library_id))
    throw new Problem('paper_not_found')
  return onEach(groups, async ({ libraryId, paperIds }, partOf) => {
    await lockLibrary(tx, libraryId)
    const facts = { collection: collection.name }
    const pairing =
      action === 'file'
        ? { give: [collectionId], act: 'filed' as const }
        : { take: [collectionId], act: 'unfiled' as const }
    return pairAsAct(tx, 'collection', { libraryId, paperIds, ...pairing, facts, partOf })
  })
}
