import { feature } from '#platform/feature.ts'

export const exports = feature({
  name: 'exports',
  routes: async () => (await import('./server/routes.ts')).routes,
  protocols: async () => [(await import('./server/live-bibliography.ts')).liveBibliography],
  commands: [
    {
      name: 'export',
      usage:
        'seogo export [--format <format>] [--style <style>] [--library <library-id>] [--query <words>] [--output <file>]',
      summary:
        'Writes papers as BibTeX, BibLaTeX, RIS, CSL-JSON, CSV or Markdown, or as references in a citation style.',
      options: {
        format: {
          type: 'string',
          describe:
            'bibtex (the default), biblatex, ris, csl-json, csv, markdown or markdown-files (a ZIP); of references text (the default), html or markdown.',
        },
        style: { type: 'string', describe: 'References in this citation style, such as apa, in its order.' },
        library: { type: 'string', describe: 'Of this library instead of all that you see.' },
        query: { type: 'string', describe: 'Only papers that hold all these words.' },
        output: { type: 'string', short: 'o', describe: 'Into this file instead of standard output.' },
        ascii: { type: 'boolean', default: false, describe: 'TeX escapes for letters beyond ASCII.' },
        bom: { type: 'boolean', default: false, describe: 'A byte order mark, by which Excel knows UTF-8.' },
      },
      load: async () => (await import('./server/export-command.ts')).exportCommand,
    },
  ],
})
