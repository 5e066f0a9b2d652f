import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { apiTokenId } from '#contract/ids.ts'
import { tokenScope } from '#contract/permissions.ts'
import { instant } from '#contract/time.ts'

export const apiToken = z.strictObject({
  id: apiTokenId,
  label: z.string(),
  scope: tokenScope,
  createdAt: instant,
  expiresAt: instant,
  /** Known to the minute. */
  lastUsedAt: instant.nullable(),
  lastAddress: z.string().nullable(),
})
export type ApiToken = z.infer<typeof apiToken>

export const listTokens = endpoint({
  name: 'accounts.listTokens',
  method: 'GET',
  path: '/api/me/tokens',
  access: 'account:read',
  summary: 'The access tokens of the asking person’s programs.',
  reply: z.strictObject({ items: z.array(apiToken) }),
})

export const makeToken = endpoint({
  name: 'accounts.makeToken',
  method: 'POST',
  path: '/api/me/tokens',
  access: 'account:write',
  summary: 'Makes an access token for a program; its secret is shown this once.',
  body: z.strictObject({
    label: z.string().trim().min(1).max(80),
    scope: tokenScope,
    days: z.int().min(1).max(365).default(90),
  }),
  reply: z.strictObject({ token: apiToken, secret: z.string() }),
  status: 201,
})

export const revokeToken = endpoint({
  name: 'accounts.revokeToken',
  method: 'DELETE',
  path: '/api/me/tokens/:apiTokenId',
  access: 'account:write',
  summary: 'Takes an access token back.',
  params: z.strictObject({ apiTokenId }),
  reply: z.strictObject({}),
})
