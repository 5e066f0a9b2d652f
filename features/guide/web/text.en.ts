export const en = {
  title: 'First steps',
  progress: (done: number, all: number) => `${done} of ${all} done`,
  next: (step: string) => `Next: ${step}`,
  showAll: 'Show all steps',
  hideAll: 'Show only the next step',
  dismiss: 'No guide, thank you',
  dismissed: 'The guide is closed',
  bringBack: 'Bring it back',
  allDone: 'You have done it all once',
  allDoneHelp: 'Press ? for every shortcut, Ctrl K for everything else.',
  isDone: 'Done',
  show: 'Show me',
  steps: {
    add: {
      title: 'Add a paper',
      help: 'Drop a PDF or a .bib file on the library, or press A to choose files or paste a DOI.',
    },
    read: {
      title: 'See it being read',
      help: 'Seogo finds title, authors and text by itself. The row of a paper says what it is at.',
    },
    ask: {
      title: 'Ask for an analysis',
      help: 'Open the paper and have it analysed. The built-in reader needs no key and costs nothing.',
    },
    claim: {
      title: 'Open a claim',
      help: 'Press a claim of the analysis: the passage it rests on is marked in the PDF.',
    },
    judge: {
      title: 'Rate and tag',
      help: 'On a paper, press 1 to 5 for stars, and write a tag of your own.',
    },
    find: {
      title: 'Find it again',
      help: 'Press / and write a word from the text, or Ctrl K for a title or a command.',
    },
  },
}
