import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { instant } from '#contract/time.ts'

const count = z.int().min(0)
const figure = z.number().min(0)

/** What to do about a namespace; each has its sentence in both languages. */
export const cacheAdvice = z.enum(['rarely_of_use', 'too_short', 'too_big', 'crowded_out', 'changes_often'])
export type CacheAdvice = z.infer<typeof cacheAdvice>

export const cacheNamespaceFigures = z.strictObject({
  name: z.string(),
  /** Found in memory, and in Redis. */
  memoryHits: count,
  sharedHits: count,
  loads: count,
  failures: count,
  /** Of all looks, those that found something; null: nobody looked. */
  hitRate: z.number().min(0).max(1).nullable(),
  /** Given away although too old, because the database was away; and read anew before their time was over. */
  graced: count,
  refreshed: count,
  /** Forgotten because something changed, because their time was over, or for want of room. */
  changed: count,
  expired: count,
  evictions: count,
  entries: count,
  bytes: count,
  ttlSeconds: figure,
  memoryMs: figure,
  sharedMs: figure,
  loadMs: figure,
  mostLoadMs: figure,
  advice: z.array(cacheAdvice),
})
export type CacheNamespaceFigures = z.infer<typeof cacheNamespaceFigures>

export const cacheProcess = z.strictObject({
  process: z.string(),
  kind: z.enum(['api', 'worker']),
  at: instant,
  bytes: count,
  mostBytes: count,
  entries: count,
  /** Whether it hears of changes; while it does not, it believes nothing it kept. */
  listening: z.boolean(),
  shared: z.strictObject({ ready: z.boolean(), failures: count }).nullable(),
})
export type CacheProcess = z.infer<typeof cacheProcess>

export const getCaching = endpoint({
  name: 'caching.get',
  method: 'GET',
  path: '/api/caching',
  access: 'performance:administer',
  summary: 'What all processes keep of answers, how often it was of use, and what could be better.',
  reply: z.strictObject({
    /** False: every answer is made anew (SEOGO_CACHE=off). */
    on: z.boolean(),
    processes: z.array(cacheProcess),
    namespaces: z.array(cacheNamespaceFigures),
    topKeys: z.array(z.strictObject({ namespace: z.string(), label: z.string(), hits: count, bytes: count })),
  }),
})
export type Caching = z.infer<typeof getCaching.reply>

/** A namespace, or the beginning of its name and `*`; `*` alone is all. */
export const cachePattern = z
  .string()
  .max(100)
  .regex(/^(\*|[a-z][\w.]*\*?)$/i, 'a name, or its beginning and *')

/** The tag of what was computed for a person or a library is their id. */
export const cacheTag = z.string().regex(/^[\w.:-]{1,100}$/)

export const clearCache = endpoint({
  name: 'caching.clear',
  method: 'POST',
  path: '/api/caching/clear',
  access: 'performance:administer',
  summary:
    'Forgets what is kept under the names that a pattern means, or what carries a tag, in every process.',
  body: z.union([z.strictObject({ pattern: cachePattern }), z.strictObject({ tag: cacheTag })]),
  reply: z.strictObject({}),
})

export const warmCache = endpoint({
  name: 'caching.warm',
  method: 'POST',
  path: '/api/caching/warm',
  access: 'performance:administer',
  summary: 'Has every API process make the first answers of those who came last, as it does when it starts.',
  status: 202,
  reply: z.strictObject({}),
})
