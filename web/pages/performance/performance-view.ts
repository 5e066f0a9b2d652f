import { z } from 'zod'

/** The parts of the page about performance, one at a time. */
export const performanceView = z.enum(['requests', 'statements', 'jobs', 'database', 'cache', 'use'])
