export const en = {
  title: 'Security',
  help: 'How you come in, and what happened in your name.',
  own: 'Yours',
  activity: 'Suspicious activity',
  trail: 'Audit trail',
  whose: 'Parts of security',
}
