import { feature } from '#platform/feature.ts'

export const search = feature({
  name: 'search',
  commands: [
    {
      name: 'search',
      usage: 'seogo search <word>… [--limit <n>]',
      summary: 'Finds papers by words of their title, people, venue, tags and abstract.',
      options: { limit: { type: 'string', default: '20', describe: 'How many at most, up to 200.' } },
      load: async () => (await import('./server/search-command.ts')).searchCommand,
    },
  ],
})
