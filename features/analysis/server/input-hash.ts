import { createHash } from 'node:crypto'
import { findingsVersion } from '../contract.ts'
import type { Question } from './open-question.ts'
import { promptVersion } from './providers/prompt.ts'

/**
 * Whoever asks the same of the same text gets the same hash: the way to find out that an answer is known already. The tags
 * of a library are left out on purpose: a new tag does not make an answer another one.
 */
export function inputHashOf({ provider, language, textHash, key }: Question): string {
  const isGenerative = key !== undefined
  const asked = {
    findingsVersion,
    promptVersion: isGenerative ? promptVersion : null,
    provider,
    // A name of a model means something only where it is served.
    address: key?.baseUrl ?? null,
    model: key?.model ?? null,
    language: isGenerative ? language : null,
    textHash,
  }
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex')
}
