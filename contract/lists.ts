import { z } from 'zod'

const longestText = 20_000

/** Several values in one field: an array in JSON, in an address repeated or parted by commas. */
export function listOf<Item extends z.ZodType>(item: Item, most: number) {
  const items = z.array(item).max(most)
  const parted = z
    .string()
    .max(longestText)
    .transform((text, context): z.output<Item>[] => {
      const read = items.safeParse(text.split(','))
      if (read.success) return read.data
      context.addIssue({ code: 'custom', message: 'a part of the list cannot be read' })
      return z.NEVER
    })
  return z.union([items, parted])
}

/** Yes or no, also as an address says it. */
export const flag = z.union([
  z.boolean(),
  z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true'),
])
