import { feature } from '#platform/feature.ts'

export const settings = feature({
  name: 'settings',
  routes: async () => (await import('./server/routes.ts')).routes,
  commands: [
    {
      name: 'settings list',
      usage: 'seogo settings list',
      summary:
        'Lists the settings that may be changed without a file, where each comes from and its default.',
      load: async () => (await import('./server/commands.ts')).listCommand,
    },
    {
      name: 'settings get',
      usage: 'seogo settings get <name>',
      summary: 'Says how a setting stands.',
      load: async () => (await import('./server/commands.ts')).getCommand,
    },
    {
      name: 'settings set',
      usage: 'seogo settings set <name> <value>',
      summary:
        'Changes a setting, in all processes; a secret is read from standard input when its value is "-".',
      load: async () => (await import('./server/commands.ts')).setCommand,
    },
    {
      name: 'settings reset',
      usage: 'seogo settings reset <name>',
      summary: 'Forgets what was saved: the default holds again.',
      load: async () => (await import('./server/commands.ts')).resetCommand,
    },
  ],
})
