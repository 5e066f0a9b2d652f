/** What is said about refusals of the ways in: second factor, locks, links and proofs. */
export const identityProblemsEn = {
  account_owns_libraries: {
    title: 'Others are in libraries of yours',
    help: 'Give each shared library to another member, or delete it, before you delete your account.',
  },
  vault_sealed: {
    title: 'The vault cannot be opened',
    help: 'The master key your keys are under is not known to this server. Whoever runs it sees which: seogo vault status.',
  },
  second_factor_needed: {
    title: 'A code is needed as well',
    help: 'This account has a second factor. Type the code of your authenticator app.',
  },
  second_factor_wrong: {
    title: 'That code is not right',
    help: 'Each code works once and for half a minute. Wait for the next one, or use a recovery code.',
  },
  second_factor_on: {
    title: 'The second factor is on already',
    help: 'To use another app, turn it off first.',
  },
  second_factor_off: {
    title: 'There is no second factor',
    help: 'It was turned off, or setting it up was not begun. Reload the page.',
  },
  passkey_refused: {
    title: 'This passkey opens nothing here',
    help: 'It may have been removed, or belong to another address. Try again, or come in another way.',
  },
  passkey_not_made: {
    title: 'The passkey was not taken',
    help: 'It took too long, or this device has one here already. Begin again.',
  },
  passkey_not_found: {
    title: 'There is no such passkey',
    help: 'It was removed, or was made at another address of this server.',
  },
  passkeys_need_name: {
    title: 'Passkeys need an address with a name',
    help: 'Open Seogo by its name (localhost, papers.example.org) instead of by numbers.',
  },
  too_many_passkeys: {
    title: 'There are too many passkeys',
    help: 'Remove those you do not use, then add a new one.',
  },
  oidc_off: {
    title: 'There is no account elsewhere to sign in with',
    help: 'Whoever runs this server has not set one up. Sign in with your password or a passkey.',
  },
  oidc_refused: {
    title: 'The sign-in elsewhere came to nothing',
    help: 'It took too long, was broken off, or came back to another browser. Begin again.',
  },
  oidc_unreachable: {
    title: 'The server you sign in with does not answer',
    help: 'Try again in a moment, or sign in with your password or a passkey.',
  },
  oidc_mail_unconfirmed: {
    title: 'Your e-mail address is not confirmed there',
    help: 'Confirm it with the account you sign in with, then try again.',
  },
  oidc_not_invited: {
    title: 'You have no account here yet',
    help: 'Ask an administrator to invite the e-mail address of that account.',
  },
  oidc_not_linked: {
    title: 'That account does not open yours here',
    help: 'Sign in with your password or a passkey, then link it at Security.',
  },
  oidc_linked_elsewhere: {
    title: 'That account opens somebody else’s account here',
    help: 'Sign in with it and unlink it there first, or use another one.',
  },
  last_way_in: {
    title: 'Then nothing would open your account any more',
    help: 'Choose a password or add a passkey first.',
  },
  account_locked: {
    title: 'This account is locked',
    help: 'There were too many failed attempts. Wait a while, or ask an administrator.',
  },
  email_taken: {
    title: 'Somebody already has an account with this e-mail address',
    help: 'Sign in instead, or use another address.',
  },
  password_too_weak: {
    title: 'This password is too easy to guess',
    help: 'Take at least 10 characters. A few unrelated words are good.',
  },
  challenge_needed: {
    title: 'Please prove that it is you',
    help: 'Something about this session is unusual: a new place and browser, say. Once you proved who you are, this goes on.',
  },
  passkey_asked_for: {
    title: 'Signing in asks for this passkey',
    help: 'Turn the second factor off first, or add another passkey.',
  },
  confirmation_needed: {
    title: 'Please confirm that it is you',
    help: 'You signed in a while ago. Type your password again, then this goes on.',
  },
}
