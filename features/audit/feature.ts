import { feature } from '#platform/feature.ts'

export const audit = feature({
  name: 'audit',
  routes: async () => (await import('./server/routes.ts')).routes,
  commands: [
    {
      name: 'audit list',
      usage: 'seogo audit list [--act <act>] [--person <user-id>] [--search <words>] [--limit <count>]',
      summary: 'Lists who did what, newest first.',
      options: {
        act: { type: 'string', describe: 'Only this act, e.g. signed_in.' },
        person: { type: 'string', describe: 'Only what this person did or what was done about them.' },
        search: { type: 'string', describe: 'Words of a name, a title or an address.' },
        limit: { type: 'string', default: '50', describe: 'How many, 200 at most.' },
      },
      load: async () => (await import('./server/commands.ts')).listCommand,
    },
    {
      name: 'audit verify',
      usage: 'seogo audit verify [--expect <seq>:<hash>]',
      summary: 'Reads the whole trail and names the first row that was changed or taken out.',
      options: {
        expect: {
          type: 'string',
          describe: 'An end of the chain kept from before, which must still stand in it.',
        },
      },
      load: async () => (await import('./server/commands.ts')).verifyCommand,
    },
  ],
})
