export const en = {
  panel: 'About this paper',
  divider: 'Width of the reader',
  tabs: 'Parts of the paper',
  read: 'Read',
  analysis: 'Analysis',
  details: 'Details',
  toLibrary: 'Library',
  actions: {
    group: 'On the paper',
    back: 'Back to the library',
    rate: (stars: number) => (stars === 0 ? 'Clear the rating' : `Rate ${stars} of 5`),
    markRead: 'Mark as read',
    showAnalysis: 'Show the analysis',
    showDetails: 'Show the details',
  },
}
