import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { userId } from '#contract/ids.ts'

export const listStorage = endpoint({
  name: 'papers.listStorage',
  method: 'GET',
  path: '/api/admin/storage',
  access: 'people:manage',
  summary: 'How many papers and how many bytes of files stand in the libraries that are in somebody’s name.',
  reply: z.strictObject({
    items: z.array(z.strictObject({ userId, papers: z.int(), sizeBytes: z.int() })),
  }),
})
