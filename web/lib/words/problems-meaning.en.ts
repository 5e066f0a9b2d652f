/** What is said when the search by meaning cannot be had. */
export const meaningProblemsEn = {
  meaning_source_failed: {
    title: 'This provider and model make no vectors',
    help: 'Look whether the server runs and whether the name is that of an embedding model; the search by words goes on as before.',
  },
  meaning_is_off: {
    title: 'The search by meaning is off',
    help: 'Choose a provider and an embedding model in the settings.',
  },
}
