import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { paperId } from '#contract/ids.ts'

/** What somebody new does once, in this order. */
export const guideStep = z.enum(['add', 'read', 'ask', 'claim', 'judge', 'find'])
export type GuideStep = z.infer<typeof guideStep>

export const guide = z.strictObject({
  /** The person wants no guide any more, or has done it all. */
  isDismissed: z.boolean(),
  /** Done, as the library itself says: no step is done by being looked at. Empty once dismissed. */
  done: z.array(guideStep),
  /** The newest paper that was read, to try things on. */
  paperId: paperId.nullable(),
})
export type Guide = z.infer<typeof guide>

export const getGuide = endpoint({
  name: 'guide.get',
  method: 'GET',
  path: '/api/guide',
  access: 'account:read',
  summary: 'How far the asking person is with their first steps.',
  reply: guide,
})

export const saveGuide = endpoint({
  name: 'guide.save',
  method: 'PATCH',
  path: '/api/guide',
  access: 'account:write',
  summary: 'Notes a first step that leaves no other trace (a claim opened, a search), or ends the guide.',
  body: z.strictObject({
    tried: z.enum(['claim', 'find']).optional(),
    isDismissed: z.boolean().optional(),
  }),
  reply: guide,
})
