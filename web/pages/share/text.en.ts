export const en = {
  title: 'Shared with Seogo',
  nothing: 'Nothing was shared',
  nothingHelp:
    'Install Seogo from the browser’s menu, then share a PDF, a link or a DOI from another app to it: it lands here, ready to be added.',
  toLibrary: 'To the library',
}
