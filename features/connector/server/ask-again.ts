import { setTimeout as sleep } from 'node:timers/promises'

/** The extension gives up after 15 seconds and takes that for an error; an answer of "nothing" is better. */
const mostWaitMs = 14_000
const askAgainMs = 300

/** Asks until there is an answer. @returns undefined when there is none in the time that the extension waits */
export async function askAgain<Answer>(ask: () => Promise<Answer | undefined>): Promise<Answer | undefined> {
  for (const until = Date.now() + mostWaitMs; ; await sleep(askAgainMs)) {
    const answer = await ask()
    if (answer !== undefined || Date.now() + askAgainMs > until) return answer
  }
}
