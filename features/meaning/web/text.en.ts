import { plural } from '#web/lib/words/plural.ts'
import type { MeaningState } from '../contract.ts'

export const en = {
  title: 'Search by meaning',
  description:
    'Finds what means the same in other words, also in the other language. Off until you choose who turns passages into vectors.',
  off: 'Off: papers are found by their words alone. Choose a provider with an embedding model to switch it on; what it is sent is shown first.',
  noneOffered:
    'Off: papers are found by their words alone. It needs a provider with an embedding model: set up OpenAI, Gemini or a server of your own (Ollama, LM Studio, vLLM) under “AI providers” first.',
  states: {
    off: 'Off',
    building: 'Being built',
    ready: 'Ready',
    stopped: 'Stopped',
    failing: 'Not answering',
  } satisfies Record<MeaningState['state'], string>,
  provider: 'Provider',
  model: 'Embedding model',
  another: 'Another model…',
  modelName: 'Name of the model',
  texts: 'The text of PDFs too',
  textsHint:
    'Not only titles and abstracts: a passage is then found on its page. Sends far more, and takes far more room.',
  wouldSend: (papers: number, formatted: string, tokens: string) =>
    `Would send ${formatted} ${plural(papers, 'paper', 'papers')}, about ${tokens} tokens`,
  costs: (cost: string) => `about ${cost}`,
  costUnknown: 'no price is known',
  switchOn: 'Switch on',
  save: 'Save',
  cancel: 'Cancel',
  forgotten: 'a provider that was removed',
  progress: (done: string, all: string) => `${done} of ${all} papers`,
  withTexts: 'titles, abstracts and the text of PDFs',
  withoutTexts: 'titles and abstracts',
  passages: (count: number, formatted: string) => `${formatted} ${plural(count, 'passage', 'passages')}`,
  size: (size: string) => `about ${size} in the database`,
  spent: (tokens: string, cost: string) => `spent: ${tokens} tokens, ${cost}`,
  left: (tokens: string, cost: string) => `left: about ${tokens} tokens, ${cost}`,
  problem: (why: string, when: string) =>
    `Last attempt ${when}: ${why}. It is tried again by itself every hour.`,
  stop: 'Stop',
  start: 'Start',
  rebuild: 'Build anew',
  change: 'Change…',
  remove: 'Switch off…',
  removeTitle: 'Switch the search by meaning off?',
  removeConfirm: 'Switch off',
  removeHelp:
    'All vectors of the libraries you own are deleted; switching it on again sends the papers anew. Papers are found by their words as before.',
  done: {
    start: 'Vectors are being made',
    stop: 'No more vectors are made; those that are there stay of use',
    rebuild: 'All vectors are made anew',
  },
  chosen: 'The search by meaning is on; vectors are made in the background',
  removed: 'The search by meaning is off',
}
