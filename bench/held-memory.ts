import { z } from 'zod'

/** What a process holds after garbage collection, in megabytes; resident memory also counts what its allocator keeps for later. */
const held = z.strictObject({
  heapMb: z.number(),
  externalMb: z.number(),
  arrayBuffersMb: z.number(),
  residentMb: z.number(),
})
export type Held = z.infer<typeof held>
export const heldMessage = z.strictObject({ held })
