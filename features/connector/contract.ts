import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { connectorTokenId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'

/** One browser that may save papers in a person's name. */
export const connectorToken = z.strictObject({
  id: connectorTokenId,
  /** What the person calls it. */
  label: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
})
export type ConnectorToken = z.infer<typeof connectorToken>

export const listConnectorTokens = endpoint({
  name: 'connector.listTokens',
  method: 'GET',
  path: '/api/connector/tokens',
  access: 'connector:use',
  summary: 'The browsers that may save papers in one’s name by the Zotero Connector.',
  reply: z.strictObject({ items: z.array(connectorToken) }),
})

export const makeConnectorToken = endpoint({
  name: 'connector.makeToken',
  method: 'POST',
  path: '/api/connector/tokens',
  access: 'connector:use',
  summary: 'Makes an address for the Zotero Connector of one browser; it is shown once.',
  body: z.strictObject({ label: z.string().trim().min(1).max(80) }),
  reply: z.strictObject({
    token: connectorToken,
    /** Below this server's address: `/zc/<secret>/`. */
    path: z.string(),
  }),
  status: 201,
})

export const revokeConnectorToken = endpoint({
  name: 'connector.revokeToken',
  method: 'DELETE',
  path: '/api/connector/tokens/:tokenId',
  access: 'connector:use',
  summary: 'Takes an address back: the browser that has it can save nothing more.',
  params: z.strictObject({ tokenId: connectorTokenId }),
  reply: z.strictObject({}),
})
