export const en = {
  title: 'Security',
  help: 'How you come in, and what happened in your name.',
  own: 'Yours',
  trail: 'Audit trail',
  whose: 'Parts of security',
}
