import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { apiTokenId, invitationId, libraryId, sessionId, userId } from '#contract/ids.ts'
import { role, tokenScope } from '#contract/permissions.ts'
import { instant } from '#contract/time.ts'
import { librarySummary, me, membership, preferences } from './contract/me.ts'
import { usedPasskey } from './contract/passkeys.ts'
import { factorCode } from './contract/second-factor.ts'

export { secondFactorReset } from './contract/events.ts'
export { deleteAccount } from './contract/leaving.ts'
export {
  type Density,
  density,
  type Language,
  type LibrarySummary,
  language,
  type Me,
  type Membership,
  me,
  membership,
  type Preferences,
  type Theme,
  theme,
} from './contract/me.ts'
export {
  beginOidc,
  beginOidcLink,
  type CameBack,
  cameBack,
  getOidc,
  linkOidc,
  listWaysIn,
  signInByOidc,
  unlinkOidc,
} from './contract/oidc.ts'
export {
  addPasskey,
  beginPasskey,
  beginPasskeyProof,
  beginPasskeySignIn,
  listPasskeys,
  type MadePasskey,
  type Passkey,
  removePasskey,
  renamePasskey,
  signInByPasskey,
  type UsedPasskey,
} from './contract/passkeys.ts'
export {
  beginSecondFactor,
  confirmSecondFactor,
  getSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  type SecondFactor,
} from './contract/second-factor.ts'

/** At least 10 characters: NIST SP 800-63B asks for 8, and length counts more than kinds of characters. */
export const password = z.string().min(10).max(200)
const email = z.email().max(254)
const name = z.string().trim().min(1).max(120)

export const person = z.strictObject({
  id: userId,
  name: z.string(),
  email: z.string(),
  role,
  createdAt: instant,
  /** False: may not come in any more. */
  isActive: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Until when the account is locked, for suspicious activity say; null when it is not. */
  lockedUntil: instant.nullable(),
})
export type Person = z.infer<typeof person>

/** A one-time link: what it is for, and for whom. Reading it does not use it up. */
const linkInfo = z.strictObject({
  purpose: z.enum(['claim', 'invitation', 'sign-in']),
  /** The address it was made for; null while nobody chose one (the owner's first run). */
  email: z.string().nullable(),
  role,
  expiresAt: instant,
})
export type LinkInfo = z.infer<typeof linkInfo>

const linkToken = z.string().min(20).max(200)

export const getMe = endpoint({
  name: 'accounts.getMe',
  method: 'GET',
  path: '/api/me',
  access: 'account:read',
  summary: 'The signed-in person, their preferences and libraries.',
  reply: me,
})

export const savePreferences = endpoint({
  name: 'accounts.savePreferences',
  method: 'PATCH',
  path: '/api/me/preferences',
  access: 'account:write',
  summary: 'Changes language, theme, density or time zone.',
  body: preferences.partial(),
  reply: preferences,
})

export const signIn = endpoint({
  name: 'accounts.signIn',
  method: 'POST',
  path: '/api/session',
  access: 'public',
  summary:
    'Signs in with e-mail and password, and a code for who has a second factor; sets the session cookie.',
  body: z.strictObject({
    email,
    password: z.string().min(1).max(200),
    /** Sent once the answer to the two above was `second_factor_needed`. */
    code: factorCode.optional(),
  }),
  reply: me,
})

export const signOut = endpoint({
  name: 'accounts.signOut',
  method: 'DELETE',
  path: '/api/session',
  access: 'account:write',
  summary: 'Ends this session.',
  reply: z.strictObject({}),
})

export const readLink = endpoint({
  name: 'accounts.readLink',
  method: 'POST',
  path: '/api/links/read',
  access: 'public',
  summary: 'What a one-time link is for, without using it up.',
  body: z.strictObject({ token: linkToken }),
  reply: linkInfo,
})

export const useLink = endpoint({
  name: 'accounts.useLink',
  method: 'POST',
  path: '/api/links/use',
  access: 'public',
  summary:
    'Uses a one-time link up: the owner claims the house, an invited person joins, or a person signs in.',
  body: z.strictObject({
    token: linkToken,
    /** Needed for `claim` and `invitation`; refused for `sign-in`. */
    account: z.strictObject({ name, email, password }).optional(),
    /** Of the second factor, for `sign-in` of who has one. */
    code: factorCode.optional(),
  }),
  reply: me,
})

export const listPeople = endpoint({
  name: 'accounts.listPeople',
  method: 'GET',
  path: '/api/people',
  access: 'people:read',
  summary: 'Everybody with an account here.',
  reply: z.strictObject({ items: z.array(person) }),
})

export const invite = endpoint({
  name: 'accounts.invite',
  method: 'POST',
  path: '/api/invitations',
  access: 'people:invite',
  summary: 'Makes an invitation link; it is shown once and works once, for seven days.',
  body: z.strictObject({ email, role: z.enum(['admin', 'member', 'reader']) }),
  reply: z.strictObject({ id: invitationId, email: z.string(), link: z.string(), expiresAt: instant }),
  status: 201,
})

export const changePerson = endpoint({
  name: 'accounts.changePerson',
  method: 'PATCH',
  path: '/api/people/:userId',
  access: 'people:manage',
  summary:
    'Changes what a person may do here, lets them in no more or again, lifts a lock, or takes a lost second factor away.',
  params: z.strictObject({ userId }),
  body: z.strictObject({
    role: z.enum(['admin', 'member', 'reader']).optional(),
    isActive: z.boolean().optional(),
    unlock: z.literal(true).optional(),
    resetSecondFactor: z.literal(true).optional(),
  }),
  reply: z.strictObject({}),
})

export const session = z.strictObject({
  id: sessionId,
  /** The one that asks. */
  isThis: z.boolean(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: instant,
  /** Known to the hour. */
  lastUsedAt: instant,
  expiresAt: instant,
})
export type Session = z.input<typeof session>

export const listSessions = endpoint({
  name: 'accounts.listSessions',
  method: 'GET',
  path: '/api/me/sessions',
  access: 'account:read',
  summary: 'Where the asking person is signed in.',
  reply: z.strictObject({ items: z.array(session) }),
})

export const endSession = endpoint({
  name: 'accounts.endSession',
  method: 'DELETE',
  path: '/api/me/sessions/:sessionId',
  access: 'account:write',
  summary: 'Signs one device out.',
  params: z.strictObject({ sessionId }),
  reply: z.strictObject({}),
})

export const endOtherSessions = endpoint({
  name: 'accounts.endOtherSessions',
  method: 'DELETE',
  path: '/api/me/sessions',
  access: 'account:write',
  summary: 'Signs every other device out.',
  reply: z.strictObject({ count: z.int() }),
})

export const confirmIdentity = endpoint({
  name: 'accounts.confirmIdentity',
  method: 'POST',
  path: '/api/me/confirmation',
  access: 'account:write',
  summary:
    'Proves by the password, a code of the second factor, or a passkey that it is still the same person who asks.',
  body: z.union([
    z.strictObject({ password: z.string().min(1).max(200) }),
    z.strictObject({ code: factorCode }),
    z.strictObject({ passkey: usedPasskey }),
  ]),
  reply: z.strictObject({}),
})

export const changePassword = endpoint({
  name: 'accounts.changePassword',
  method: 'PUT',
  path: '/api/me/password',
  access: 'account:write',
  summary: 'Changes the password; every other session ends, and this one is replaced by a new one.',
  body: z.strictObject({
    /** Absent: the person came by a link and has none yet. */
    current: z.string().min(1).max(200).optional(),
    next: password,
  }),
  reply: z.strictObject({}),
})

export const changeEmail = endpoint({
  name: 'accounts.changeEmail',
  method: 'PUT',
  path: '/api/me/email',
  access: 'account:write',
  summary: 'Changes the address one signs in with; every other session ends.',
  body: z.strictObject({ email }),
  reply: z.strictObject({}),
})

export const apiToken = z.strictObject({
  id: apiTokenId,
  label: z.string(),
  scope: tokenScope,
  createdAt: instant,
  expiresAt: instant,
  /** Known to the minute. */
  lastUsedAt: instant.nullable(),
  lastAddress: z.string().nullable(),
})
export type ApiToken = z.infer<typeof apiToken>

export const listTokens = endpoint({
  name: 'accounts.listTokens',
  method: 'GET',
  path: '/api/me/tokens',
  access: 'account:read',
  summary: 'The access tokens of the asking person’s programs.',
  reply: z.strictObject({ items: z.array(apiToken) }),
})

export const makeToken = endpoint({
  name: 'accounts.makeToken',
  method: 'POST',
  path: '/api/me/tokens',
  access: 'account:write',
  summary: 'Makes an access token for a program; its secret is shown this once.',
  body: z.strictObject({
    label: z.string().trim().min(1).max(80),
    scope: tokenScope,
    days: z.int().min(1).max(365).default(90),
  }),
  reply: z.strictObject({ token: apiToken, secret: z.string() }),
  status: 201,
})

export const revokeToken = endpoint({
  name: 'accounts.revokeToken',
  method: 'DELETE',
  path: '/api/me/tokens/:apiTokenId',
  access: 'account:write',
  summary: 'Takes an access token back.',
  params: z.strictObject({ apiTokenId }),
  reply: z.strictObject({}),
})

/** As the database holds it, less what cannot be seen. */
const libraryName = z.string().trim().min(1).max(200)
const libraryParams = z.strictObject({ libraryId })
const memberParams = z.strictObject({ libraryId, userId })

export const libraryList = z.strictObject({
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

export const libraryMember = z.strictObject({
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
