import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { rollUpJob } from './server/jobs.ts'

export const performance = feature({
  name: 'performance',
  routes: async () => (await import('./server/routes.ts')).routes,
  protocols: async () => [(await import('./server/serve-metrics.ts')).metricsRoute],
  jobs: [handledBy(rollUpJob, async () => (await import('./server/roll-up.ts')).rollUpMeasurements)],
  schedules: [keep({ name: 'performance.rollUp', everyMs: 60_000, job: rollUpJob, payload: {} })],
  healthChecks: [
    {
      part: 'measuring',
      check: async (house) => (await import('./server/check-measuring.ts')).checkMeasuring(house),
    },
  ],
})
