export const healthProblemsEn = {
  read_only: {
    title: 'Nothing can be saved just now',
    help: 'The disk is full, or the database is read-only. Reading works; try again once an administrator has made room.',
  },
}
