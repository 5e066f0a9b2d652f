import type { z } from 'zod'

/** Something that happened, named in the past tense; its payload carries ids only. */
export type EventDefinition<Payload extends z.ZodType = z.ZodType> = {
  /** `noun.past`, e.g. `paper.added`; unique in the house. */
  readonly name: string
  readonly payload: Payload
}

/** Declares an event in the contract of the feature it happens in. */
export function event<Payload extends z.ZodType>(name: string, payload: Payload): EventDefinition<Payload> {
  return { name, payload }
}
