import { feature } from '#platform/feature.ts'

export const mcp = feature({
  name: 'mcp',
  protocols: async () => [(await import('./server/mcp-route.ts')).mcpRoute],
  commands: [
    {
      name: 'mcp',
      usage: 'seogo mcp [--read-only] [--as <e-mail>]',
      summary:
        'Speaks the Model Context Protocol on standard input and output, for a program on this machine.',
      options: {
        'read-only': { type: 'boolean', default: false, describe: 'Nothing can be added.' },
      },
      load: async () => (await import('./server/mcp-command.ts')).mcpCommand,
    },
  ],
})
