import { z } from 'zod'

/** Money in whole micro-dollars (1,000,000 = 1 USD): provider prices per token are exact in it. */
export const microUsd = z.int().nonnegative()
export type MicroUsd = z.infer<typeof microUsd>
