import { type Route, route } from '#platform/http/route.ts'
import {
  changeTag as changeTagEndpoint,
  createTag as createTagEndpoint,
  followTag as followTagEndpoint,
  mergeTags as mergeTagsEndpoint,
  removeTags as removeTagsEndpoint,
  undoTagChange,
} from '../contract.ts'
import { followTag } from './follow.ts'
import { takeBackTagChange } from './tag-way-back.ts'
import { changeTag, createTag, mergeTags, removeTags } from './tags.ts'

export const tagRoutes: readonly Route[] = [
  route(createTagEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => createTag(tx, body)),
  ),
  route(changeTagEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => changeTag(tx, params.tagId, body)),
  ),
  route(followTagEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => followTag(tx, params.tagId, body.follows)),
  ),
  route(mergeTagsEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => mergeTags(tx, body)),
  ),
  route(removeTagsEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => removeTags(tx, body)),
  ),
  route(undoTagChange, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await takeBackTagChange(tx, params.changeId)
      return {}
    }),
  ),
]
