import { listTags } from '#features/reading/server/reading.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { json } from './reply.ts'
import { chosenTarget, listShownTargets, targetName } from './targets.ts'
import type { Saver } from './tokens.ts'

/** Tags offered while the person writes; of more than so many in one library a window makes no use. */
const tagsMax = 5_000

/** Where papers would go now, all other places, and the tags known there. */
export async function getSelectedCollection(
  { house }: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  const { targets, tags } = await house.database.asUser(saver.userId, async (tx) => ({
    targets: await listShownTargets(tx, saver),
    tags: await listTags(tx, undefined),
  }))
  const chosen = chosenTarget(targets, saver)
  const library =
    targets.find(({ libraryId, level }) => libraryId === chosen.libraryId && level === 0) ?? chosen
  const tagsOf = Map.groupBy(tags, ({ libraryId }) => libraryId)
  const libraries = targets.filter(({ level }) => level === 0)
  return json(200, {
    libraryID: library.number,
    libraryName: library.name,
    libraryEditable: library.isEditable,
    filesEditable: library.isEditable,
    editable: library.isEditable,
    id: chosen.collectionId === null ? null : chosen.number,
    name: chosen.name,
    targets: targets
      // What cannot be saved into is not offered, as Zotero does.
      .filter(({ isEditable }) => isEditable)
      .map((target) => ({
        id: targetName(target),
        name: target.name,
        filesEditable: target.isEditable,
        level: target.level,
        ...(target.number === saver.targetNumber ? { recent: true } : {}),
      })),
    tags: Object.fromEntries(
      libraries.map((each) => [
        targetName(each),
        (tagsOf.get(each.libraryId) ?? []).slice(0, tagsMax).map(({ name }) => ({ tag: name })),
      ]),
    ),
  })
}
