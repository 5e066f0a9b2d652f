import type { HealthCheck } from '#platform/feature.ts'
import { feature } from '#platform/feature.ts'

const minuteMs = 60_000

const checks: readonly HealthCheck[] = [
  {
    part: 'database',
    isEssential: true,
    check: async (house) => (await import('./server/checks/database.ts')).checkDatabase(house),
  },
  {
    part: 'schema',
    freshForMs: minuteMs,
    check: async (house) => (await import('./server/checks/schema.ts')).checkSchema(house),
  },
  {
    part: 'replication',
    check: async (house) => (await import('./server/checks/replication.ts')).checkReplication(house),
  },
  { part: 'redis', check: async (house) => (await import('./server/checks/redis.ts')).checkRedis(house) },
  {
    part: 'workers',
    check: async (house) => (await import('./server/checks/workers.ts')).checkWorkers(house),
  },
  { part: 'bus', check: async (house) => (await import('./server/checks/bus.ts')).checkBus(house) },
  { part: 'files', check: async (house) => (await import('./server/checks/files.ts')).checkFiles(house) },
  { part: 'disk', check: async (house) => (await import('./server/checks/machine.ts')).checkDisk(house) },
  { part: 'memory', check: async () => (await import('./server/checks/machine.ts')).checkMemory() },
  { part: 'cpu', check: async () => (await import('./server/checks/machine.ts')).checkCpu() },
  {
    part: 'event_loop',
    check: async (house) => (await import('./server/checks/machine.ts')).checkEventLoop(house),
  },
  {
    part: 'providers',
    check: async (house) => (await import('./server/checks/providers.ts')).checkProviders(house),
  },
  {
    part: 'mail',
    freshForMs: minuteMs,
    check: async (house) => (await import('./server/checks/mail.ts')).checkMail(house),
  },
  {
    part: 'partitions',
    freshForMs: minuteMs,
    check: async (house) => (await import('./server/checks/partitions.ts')).checkPartitions(house),
  },
  { part: 'clock', check: async (house) => (await import('./server/checks/clock.ts')).checkClock(house) },
  {
    part: 'screens',
    freshForMs: minuteMs,
    check: async () => (await import('./server/checks/screens.ts')).checkScreens(),
  },
]

export const health = feature({
  name: 'health',
  routes: async () => (await import('./server/routes.ts')).routes,
  healthChecks: checks,
  commands: [
    {
      name: 'game-day',
      usage: 'seogo game-day',
      summary: 'Says what may be broken on purpose in this installation for trying, and what was of late.',
      load: async () => (await import('./server/game-day/commands.ts')).gameDayCommand,
    },
    {
      name: 'game-day break',
      usage: 'seogo game-day break <provider|redis|files|worker|event_loop> [<model>] [--seconds <n>]',
      summary: 'Breaks a part of the house that runs; it ends by itself.',
      options: { seconds: { type: 'string', default: '30', describe: 'For so long, 600 at most.' } },
      load: async () => (await import('./server/game-day/commands.ts')).breakCommand,
    },
    {
      name: 'game-day mend',
      usage: 'seogo game-day mend',
      summary: 'Ends everything that is broken on purpose.',
      load: async () => (await import('./server/game-day/commands.ts')).mendCommand,
    },
    {
      name: 'alerts',
      usage: 'seogo alerts',
      summary: 'Says how each figure stands to its threshold, and which alerts were raised.',
      load: async () => (await import('./server/alerts/commands.ts')).alertsCommand,
    },
    {
      name: 'alerts set',
      usage: 'seogo alerts set <figure> [--raise <n>] [--clear <n>] [--seconds <n>] [--on|--off]',
      summary: 'Changes a threshold; it counts from the next look.',
      options: {
        raise: { type: 'string', describe: 'Raised at this value or above.' },
        clear: { type: 'string', describe: 'Over at this value or below.' },
        seconds: { type: 'string', describe: 'And for so long, both ways.' },
        on: { type: 'boolean', describe: 'It is watched.' },
        off: { type: 'boolean', describe: 'It is not watched.' },
      },
      load: async () => (await import('./server/alerts/commands.ts')).alertsSetCommand,
    },
  ],
})
