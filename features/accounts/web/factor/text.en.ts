import { plural } from '#web/lib/words/plural.ts'

export const en = {
  title: 'Second factor',
  help: 'A code of an app on your phone beside the password: who finds the password alone does not come in.',
  off: 'Signing in asks for the password alone.',
  demanded:
    'This installation lets administrators administer only with a second factor. Until you set one up, you can do what members can.',
  on: (date: string) => `On since ${date}.`,
  left: (count: number) => `${count} recovery ${plural(count, 'code', 'codes')} left.`,
  fewLeft: 'Make new ones before they run out.',
  onByPasskeys: (date: string) =>
    `On since ${date}: a passkey or a recovery code is asked for beside the password.`,
  setUp: 'Set it up',
  usePasskeys: 'Ask for a passkey instead',
  usePasskeysHelp:
    'No app is needed: beside the password your passkey is asked for, or a recovery code. Every other device is signed out.',
  remove: 'Turn it off',
  removeTitle: 'Turn the second factor off',
  removeHelp: 'From then on the password alone opens your account. Every other device is signed out.',
  removed: 'The second factor is off; every other device was signed out',
  password: 'Current password',

  code: 'Code',
  codeHint: 'Six digits from your authenticator app, or a recovery code.',
  appCodeHint: 'Six digits; they change every half a minute.',
  askPasskey: 'Your account asks for a passkey or a recovery code beside the password.',
  recoveryCode: 'Recovery code',
  recoveryHint: 'One of the ten you kept.',
  askCode: 'Your account asks for a code beside the password.',
  back: 'Back',

  setUpTitle: 'Set up the second factor',
  scan: 'Scan this with an authenticator app (Aegis, Google Authenticator, 1Password and others), then type the code it shows.',
  picture: 'QR code for the authenticator app',
  cannotScan: 'No camera? Type this secret into the app',
  turnOn: 'Turn it on',
  codesTitle: 'Your recovery codes',
  codesHelp:
    'Each lets you in once when the app is lost. Keep them where only you find them: they are not shown again.',
  codesList: 'Recovery codes',
  copyCodes: 'Copy',
  codesCopied: 'Copied',
  saveCodes: 'Save as a file',
  codesFile: 'seogo-recovery-codes.txt',
  kept: 'I have kept them',
  renew: 'Make new recovery codes',
  renewHelp: 'The codes you have now open nothing any more.',

  badge: 'second factor',
  reset: 'Reset the second factor',
  resetOf: (name: string) => `Reset the second factor of ${name}`,
  resetHelp:
    'For somebody who lost app and recovery codes. Be sure that it is they who ask: from then on their password alone opens the account. They are signed out everywhere and told.',
}
