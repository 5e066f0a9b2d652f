import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { describeLibraries } from './libraries.ts'
import {
  changeMembership,
  leaveLibrary,
  letIn,
  listMembers,
  removeMember,
  transferLibrary,
} from './members.ts'
import { createSharedLibrary, deleteLibrary, renameLibrary, restoreLibrary } from './shared-libraries.ts'

export const libraryRoutes = [
  route(contract.listLibraries, (_request, { house, caller }) => describeLibraries(house, caller.userId)),
  route(contract.createLibrary, async ({ body: { name } }, { house, caller }) => {
    const id = await createSharedLibrary(house, { name, ownerId: caller.userId })
    return { id, name, kind: 'shared' as const, membership: 'owner' as const }
  }),
  route(contract.renameLibrary, ({ params, body }, { house, caller }) =>
    renameLibrary(house, { ...params, ...body, by: caller.userId }),
  ),
  route(contract.deleteLibrary, async ({ params, query }, { house, caller }) => {
    await deleteLibrary(house, { ...params, by: caller.userId, typedName: query.typedName })
    return {}
  }),
  route(contract.restoreLibrary, ({ params }, { house, caller }) =>
    restoreLibrary(house, { ...params, by: caller.userId }),
  ),
  route(contract.listMembers, ({ params }, { house, caller }) =>
    listMembers(house, { ...params, userId: caller.userId }),
  ),
  route(contract.addLibraryMember, async ({ params, body }, { house, caller }) => {
    await letIn(house, { ...params, ...body, by: caller.userId })
    return {}
  }),
  route(contract.changeLibraryMember, async ({ params, body }, { house, caller }) => {
    await changeMembership(house, { ...params, ...body, by: caller.userId })
    return {}
  }),
  route(contract.removeLibraryMember, async ({ params }, { house, caller }) => {
    await removeMember(house, { ...params, by: caller.userId })
    return {}
  }),
  route(contract.transferLibrary, async ({ params, body }, { house, caller }) => {
    await transferLibrary(house, { ...params, ...body, by: caller.userId })
    return {}
  }),
  route(contract.leaveLibrary, async ({ params }, { house, caller }) => {
    await leaveLibrary(house, { ...params, userId: caller.userId })
    return {}
  }),
]
