type Call = { readonly params?: object; readonly query?: Record<string, string>; readonly body?: object }

const plain = () => ({})

/** Who gets what of the endpoints of usage, as the table of all routes has it. None is about anything of a library. */
// biome-ignore format: a table is read down its columns
export const usageRows: Readonly<Record<string, readonly [statuses: string, call: () => Call]>> = {
  //                           strg read gues ann  othe admi owne
  'usage.getAllowances':     ['401  200  200  200  200  200  200', plain],
  'usage.get':               ['401  200  200  200  200  200  200', () => ({ query: { by: 'day' } })],
  'usage.getOfAll':          ['401  403  403  403  403  200  200', () => ({ query: { by: 'person' } })],
  'usage.export':            ['401  403  403  403  403  200  200', () => ({ query: { by: 'model' } })],
  'usage.exportOwn':         ['401  200  200  200  200  200  200', () => ({ query: { by: 'month' } })],
  'usage.getRequests':       ['401  200  200  200  200  200  200', () => ({ query: { by: 'hour' } })],
  'usage.getRequestsOfAll':  ['401  403  403  403  403  200  200', () => ({ query: { by: 'person' } })],
  'usage.exportRequests':    ['401  403  403  403  403  200  200', () => ({ query: { by: 'day' } })],
  'usage.listLimits':        ['401  403  403  403  403  200  200', plain],
  'usage.putLimit':          ['401  403  403  403  403  200  200', () => ({ body: { target: { appliesTo: 'house' }, meter: 'analyses', period: 'day', soft: 100_000, hard: null } })],
  'usage.removeLimit':       ['401  403  403  403  403  404  404', () => ({ params: { usageLimitId: crypto.randomUUID() } })],
  'usage.listFlags':         ['401  403  403  403  403  200  200', plain],
  'usage.clearFlag':         ['401  403  403  403  403  404  404', () => ({ params: { usageFlagId: crypto.randomUUID() }, body: { note: 'known' } })],
  'usage.limitFlagged':      ['401  403  403  403  403  404  404', () => ({ params: { usageFlagId: crypto.randomUUID() }, body: { analysesPerDay: 5 } })],
  'usage.lockFlagged':       ['401  403  403  403  403  404  404', () => ({ params: { usageFlagId: crypto.randomUUID() }, body: {} })],
}
