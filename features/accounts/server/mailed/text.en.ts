/** What a mailed link says, in English. `minutes` and `hours` are how long it works. */
export const lettersEn = {
  reset: {
    subject: 'Seogo: choose a new password',
    text: 'Somebody, most likely you, asked for a new password for your account. Choose one here:',
    press: 'Choose a new password',
    small: (minutes: number) =>
      `The link works once, for ${minutes} minutes. If it was not you, do nothing: your password stays as it is.`,
  },
  unlock: {
    subject: 'Seogo: your account is locked',
    text: 'Something unusual was done with your account, so it is locked and signed out everywhere. If that was you, unlock it here; if not, choose a new password on the sign-in page.',
    press: 'Unlock my account',
    small: (minutes: number) => `The link works once, for ${minutes / 60} hours.`,
  },
  email: {
    subject: 'Seogo: confirm your new address',
    text: 'You asked to sign in to Seogo with this address from now on. Confirm it here:',
    press: 'Confirm the address',
    small: (minutes: number) =>
      `The link works once, for ${minutes / 60} hours. Until then the old address stays. If you know nothing of this, do nothing.`,
  },
  /** To the address so far, without a link. */
  leaving: {
    subject: 'Seogo: your address is to change',
    text: (to: string) =>
      `Somebody who is signed in as you asked to change the address of your account to ${to}.`,
    small: 'If it was not you, change your password now and sign out everywhere else.',
  },
}
export type LetterWords = typeof lettersEn
