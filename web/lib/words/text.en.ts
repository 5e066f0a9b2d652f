/** Words that belong to no feature: of the shared components. */
export const en = {
  showTable: 'As a table',
  hideTable: 'Without the table',
  onThisPage: 'On this page',
  loading: 'Loading',
  tryAgain: 'Try again',
  reloadPage: 'Reload the page',
  requestNumber: 'Request',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  undo: 'Undo',
  messages: 'Messages',
  /** Between two keys pressed one after the other. */
  nextPress: 'then',
}
