import { expect, test } from 'vitest'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { createNote, listMentions, listNotes } from '#features/notes/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse } from '#server/testing/open-house.ts'
import { mergePapers, undoMerge } from '../contract.ts'

test('merging two papers brings their notes and mentions together, and undoing parts them', async () => {
  const seogo = await openTestHouse()
  try {
    const ann = await seogo.person('Ann')
    const paper = (title: string) =>
      seogo.house.database.asUser(ann.userId, async (tx) => {
        const libraryId = await requireEditableLibrary(tx)
        const record = { libraryId, csl: { type: 'book' as const, title }, addedBy: ann.userId }
        return (await addPaper(tx, record)).paperId
      })
    const [keep, other, third] = [await paper('Kept'), await paper('Taken in'), await paper('Third')]
    const own = await ann.call(createNote, { body: { paperId: other, body: 'of the other' } })
    const mention = await ann.call(createNote, { body: { paperId: third, body: `[x](paper:${other})` } })
    const notesOf = async (paperId: PaperId) =>
      (await ann.call(listNotes, { query: { paperId } })).items.map(({ id }) => id)
    const mentionsOf = async (paperId: PaperId) =>
      (await ann.call(listMentions, { params: { paperId } })).items.map(({ id }) => id)

    const { mergeId } = await ann.call(mergePapers, { params: { paperId: keep }, body: { otherId: other } })
    expect([await notesOf(keep), await mentionsOf(keep)]).toEqual([[own.id], [mention.id]])
    await ann.call(undoMerge, { params: { mergeId } })
    expect([await notesOf(keep), await notesOf(other), await mentionsOf(other)]).toEqual([
      [],
      [own.id],
      [mention.id],
    ])
  } finally {
    await seogo.close()
  }
})
