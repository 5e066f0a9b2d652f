export const en = {
  title: 'Reader apps',
  description: 'Reading apps on phones, tablets and e-readers open your PDFs from a catalogue (OPDS).',
  address: 'Address of the catalogue',
  hint: 'For apps that ask for OPDS 1.2, as most do. For OPDS 2.0 add /2.0.',
  signIn:
    'The app asks for a name and a password: type anything as the name and an access token that may look as the password.',
  toTokens: 'Make an access token',
  copy: 'Copy',
  copied: 'Copied',
}
