export const en = {
  tools: 'Reader tools',
  fitPage: 'Fit the whole page',
  fitWidth: 'Fit the width',
  zoom: 'Zoom',
  turnPages: 'Turn the pages a quarter',
  goBack: 'Back to where you were',
  goForward: 'Forward again',
  more: 'More of the reader',
}
