export const en = {
  title: 'AI providers',
  description:
    'Who may read papers for you, besides the built-in reader. Keys are sealed on the server and never shown again.',
  none: 'None yet. The built-in reader works without one.',
  add: 'Add a provider',
  addHelp:
    'Any server that speaks the OpenAI chat protocol: a hosted one, or Ollama, vLLM or LM Studio of your own.',
  label: 'Name',
  labelExample: 'Ollama on the lab server',
  baseUrl: 'Address',
  baseUrlHint: 'Usually ends in /v1',
  model: 'Model',
  key: 'Key',
  keyHint: 'Leave empty if the server needs none',
  keyEnding: (ending: string) => `Key …${ending}`,
  noKey: 'No key',
  added: (date: string) => `added ${date}`,
  remove: 'Remove',
  removeTitle: (label: string) => `Remove “${label}”?`,
  removeHelp: 'Its key is destroyed. Analyses it has written stay.',
  removed: (label: string) => `“${label}” is removed`,
  saved: (label: string) => `“${label}” can be chosen now`,
}
