export const en = {
  title: 'Settings',
  people: 'People',
  toPeople: 'Everybody with an account, and invitations',
  about: 'About',
  aboutText:
    'Seogo (서고, the stacks of a library) keeps research papers and reads along with you. Everything stays on this server.',
  shortcutsHint: 'Press ? anywhere for the keyboard shortcuts, and Ctrl K or ⌘ K for the commands.',
  apiDescription: 'Description of the API (OpenAPI)',
  fontLicence: 'Type: Pretendard by Kil Hyung-jin, SIL Open Font License 1.1.',
}
