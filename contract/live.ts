import { z } from 'zod'

/**
 * What a change is about. A live message never carries data: it names what to fetch again through the API,
 * so a message that reaches the wrong socket would tell nothing.
 */
export const changeTopic = z.enum([
  'papers',
  'paper',
  'tags',
  'collections',
  'notes',
  'imports',
  'identifiers',
  'jobs',
  'analyses',
  'notifications',
  'account',
  'keys',
  'connector',
  'highlights',
  'acts',
  'place',
  'performance',
  'health',
  'attention',
  'settings',
])
export type ChangeTopic = z.infer<typeof changeTopic>

/**
 * One thing that changed; `id` narrows it to one row (a paper for `paper`, `analyses` and `highlights`, a file for `place`).
 * Something a person is told carries the number it has among all they were told.
 */
export const change = z.strictObject({
  topic: changeTopic,
  id: z.uuid().optional(),
  cursor: z.int().positive().optional(),
})
export type Change = z.infer<typeof change>

/** What is said to whole libraries: all of it may be new to somebody who sees one library more or fewer, or who missed a while. */
export const libraryChanges: readonly Change[] = [
  { topic: 'account' },
  { topic: 'papers' },
  { topic: 'paper' },
  { topic: 'tags' },
  { topic: 'collections' },
  { topic: 'imports' },
  { topic: 'analyses' },
  { topic: 'notes' },
  { topic: 'highlights' },
]

/** To those who may have missed anything. */
export const everyChange: readonly Change[] = changeTopic.options.map((topic) => ({ topic }))

/**
 * What `/api/live?after=` is given: the cursor of the last notification the client has, for all that came after it; or
 * `latest`, for what comes from now on.
 */
export const liveAfter = z.union([
  z.literal('latest'),
  z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 52),
])
export type LiveAfter = z.infer<typeof liveAfter>

/**
 * Server to browser on `/api/live`. To a client that asked with `after`, the first message says by `cursor` from where on
 * it is told; notifications then come in the order of their cursors, each once.
 */
export const liveMessage = z.strictObject({
  changed: z.array(change),
  cursor: z.int().min(0).optional(),
})
export type LiveMessage = z.infer<typeof liveMessage>
