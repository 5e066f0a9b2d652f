export const en = {
  title: 'Security',
  help: 'How you come in, and what happened in your name.',
  own: 'Yours',
  activity: 'Suspicious activity',
  people: 'People',
  peopleHelp: 'Everybody with an account here, what they have and use, and what may be changed about it.',
  trail: 'Audit trail',
  whose: 'Parts of security',
}
