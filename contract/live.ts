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
])
export type ChangeTopic = z.infer<typeof changeTopic>

/** One thing that changed; `id` narrows it to one row (a paper for `paper`, `analyses` and `highlights`, a file for `place`). */
export const change = z.strictObject({ topic: changeTopic, id: z.uuid().optional() })
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

/** Server to browser on `/api/live`. */
export const liveMessage = z.strictObject({ changed: z.array(change).min(1) })
export type LiveMessage = z.infer<typeof liveMessage>
