import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'

export const deleteAccount = endpoint({
  name: 'accounts.deleteAccount',
  method: 'POST',
  path: '/api/me/deletion',
  access: 'account:write',
  summary:
    'Deletes the asking person’s account with their own library and the shared ones nobody else is in. It cannot be undone.',
  body: z.strictObject({
    /** Their address, typed: nobody deletes an account by a slip. */
    typedEmail: z.string().max(254),
  }),
  reply: z.strictObject({}),
})
