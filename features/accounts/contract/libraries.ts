import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { libraryId, userId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { email } from './fields.ts'
import { librarySummary, membership } from './me.ts'

/** As the database holds it, less what cannot be seen. */
const libraryName = z.string().trim().min(1).max(200)
const libraryParams = z.strictObject({ libraryId })
const memberParams = z.strictObject({ libraryId, userId })

const libraryList = z.strictObject({
  /** The person's own library first. */
  items: z.array(
    z.strictObject({
      ...librarySummary.shape,
      memberCount: z.int(),
      /** Papers outside the trash, counted up to ten thousand. */
      paperCount: z.int(),
      paperCountIsExact: z.boolean(),
    }),
  ),
  /** Libraries of the person's that were taken away; gone for good at `goneAt` unless brought back. */
  deleted: z.array(z.strictObject({ id: libraryId, name: z.string(), deletedAt: instant, goneAt: instant })),
})
export type LibraryList = z.infer<typeof libraryList>

const libraryMember = z.strictObject({
  userId,
  name: z.string(),
  email: z.string(),
  membership,
  /** False for an account that may only read in this house. */
  mayOwn: z.boolean(),
  joinedAt: instant,
})
export type LibraryMember = z.infer<typeof libraryMember>

const nothing = z.strictObject({})

export const listLibraries = endpoint({
  name: 'accounts.listLibraries',
  method: 'GET',
  path: '/api/libraries',
  access: 'account:read',
  summary: 'The libraries one is in, with how many people are in each, and those one may bring back.',
  reply: libraryList,
})

export const createLibrary = endpoint({
  name: 'accounts.createLibrary',
  method: 'POST',
  path: '/api/libraries',
  access: 'libraries:write',
  summary: 'Makes a library that several people can share.',
  body: z.strictObject({ name: libraryName }),
  reply: librarySummary,
  status: 201,
})

export const renameLibrary = endpoint({
  name: 'accounts.renameLibrary',
  method: 'PATCH',
  path: '/api/libraries/:libraryId',
  access: 'libraries:write',
  summary: 'Renames a shared library; for its owners.',
  params: libraryParams,
  body: z.strictObject({ name: libraryName }),
  reply: librarySummary,
})

export const deleteLibrary = endpoint({
  name: 'accounts.deleteLibrary',
  method: 'DELETE',
  path: '/api/libraries/:libraryId',
  access: 'libraries:write',
  summary:
    'Takes a shared library away; an owner can bring it back for thirty days. One with papers needs its name typed.',
  params: libraryParams,
  query: z.strictObject({ typedName: z.string().max(200).optional() }),
  reply: nothing,
})

export const restoreLibrary = endpoint({
  name: 'accounts.restoreLibrary',
  method: 'POST',
  path: '/api/libraries/:libraryId/restore',
  access: 'libraries:write',
  summary: 'Brings a shared library back that was taken away.',
  params: libraryParams,
  reply: librarySummary,
})

export const listMembers = endpoint({
  name: 'accounts.listMembers',
  method: 'GET',
  path: '/api/libraries/:libraryId/members',
  access: 'account:read',
  summary: 'The people of a library one is in.',
  params: libraryParams,
  reply: z.strictObject({ items: z.array(libraryMember) }),
})

export const addLibraryMember = endpoint({
  name: 'accounts.addLibraryMember',
  method: 'POST',
  path: '/api/libraries/:libraryId/members',
  access: 'libraries:write',
  summary: 'Lets a person of this house into a shared library, by their e-mail address; for its owners.',
  params: libraryParams,
  body: z.strictObject({ email, membership: membership.exclude(['owner']) }),
  reply: nothing,
  status: 201,
})

export const changeLibraryMember = endpoint({
  name: 'accounts.changeLibraryMember',
  method: 'PATCH',
  path: '/api/libraries/:libraryId/members/:userId',
  access: 'libraries:write',
  summary: 'Changes what a member may do in a shared library; at least one owner remains.',
  params: memberParams,
  body: z.strictObject({ membership }),
  reply: nothing,
})

export const removeLibraryMember = endpoint({
  name: 'accounts.removeLibraryMember',
  method: 'DELETE',
  path: '/api/libraries/:libraryId/members/:userId',
  access: 'libraries:write',
  summary: 'Takes a member out of a shared library; for its owners.',
  params: memberParams,
  reply: nothing,
})

export const transferLibrary = endpoint({
  name: 'accounts.transferLibrary',
  method: 'POST',
  path: '/api/libraries/:libraryId/owner',
  access: 'libraries:write',
  summary: 'Gives a shared library to another member; who gave it stays as an editor.',
  params: libraryParams,
  body: z.strictObject({ userId }),
  reply: nothing,
})

export const leaveLibrary = endpoint({
  name: 'accounts.leaveLibrary',
  method: 'DELETE',
  path: '/api/libraries/:libraryId/membership',
  access: 'account:write',
  summary: 'Leaves a shared library.',
  params: libraryParams,
  reply: nothing,
})
