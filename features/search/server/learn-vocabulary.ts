import type { JobContext } from '#platform/queue/job.ts'
import { learnNext, librariesToLearn } from './queries.ts'

/** Papers of one statement: their words are counted in memory, and the rows of a library are not locked for long. */
const learnedAtOnce = 5_000

/** Goes on until nothing is left to learn, or until it is told to stop. */
export async function learnVocabulary(_payload: unknown, context: JobContext): Promise<void> {
  let learned = 0
  const libraries = await context.asSystem('learn vocabulary', librariesToLearn)
  for (const library of libraries) {
    for (;;) {
      context.signal.throwIfAborted()
      const papers = await context.asSystem('learn vocabulary', (tx) => learnNext(tx, library, learnedAtOnce))
      learned += papers
      if (papers < learnedAtOnce) break
    }
  }
  context.note({ learned })
}
