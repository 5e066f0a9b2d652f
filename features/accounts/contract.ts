export {
  changeEmail,
  changePassword,
} from './contract/credentials.ts'
export { passwordReset, secondFactorReset } from './contract/events.ts'
export { password } from './contract/fields.ts'
export { deleteAccount } from './contract/leaving.ts'
export {
  addLibraryMember,
  changeLibraryMember,
  createLibrary,
  deleteLibrary,
  type LibraryList,
  type LibraryMember,
  leaveLibrary,
  listLibraries,
  listMembers,
  removeLibraryMember,
  renameLibrary,
  restoreLibrary,
  transferLibrary,
} from './contract/libraries.ts'
export {
  askReset,
  followLink,
  type LinkInfo,
  type LinkPurpose,
  readLink,
  useLink,
} from './contract/links.ts'
export {
  type Density,
  density,
  getMe,
  type Language,
  type LibrarySummary,
  language,
  type Me,
  type Membership,
  me,
  membership,
  type Preferences,
  savePreferences,
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
  changePerson,
  deletePerson,
  invite,
  listPeople,
  type Person,
  type PersonState,
  personState,
} from './contract/people.ts'
export {
  beginSecondFactor,
  confirmSecondFactor,
  demandPasskey,
  getSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  type SecondFactor,
} from './contract/second-factor.ts'
export {
  confirmIdentity,
  endOtherSessions,
  endSession,
  listSessions,
  type Session,
  signIn,
  signOut,
} from './contract/sessions.ts'
export {
  type ApiToken,
  listTokens,
  makeToken,
  revokeToken,
} from './contract/tokens.ts'
