import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { providerKeyId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'

export { costOf, type ProviderId, providerId } from './contract/catalogue.ts'

/** A provider a person has set up. The key itself is never sent back. */
export const providerKey = z.strictObject({
  id: providerKeyId,
  /** What the person calls it, e.g. "Ollama on the lab server". */
  label: z.string(),
  provider: z.enum(['openai-compatible']),
  baseUrl: z.string(),
  model: z.string(),
  /** Last four characters of the key; null when the server needs none. */
  keyEnding: z.string().nullable(),
  createdAt: instant,
})
export type ProviderKey = z.infer<typeof providerKey>

export const listKeys = endpoint({
  name: 'vault.listKeys',
  method: 'GET',
  path: '/api/keys',
  access: 'keys:read',
  summary: 'The providers the asking person has set up.',
  reply: z.strictObject({ items: z.array(providerKey) }),
})

export const saveKey = endpoint({
  name: 'vault.saveKey',
  method: 'POST',
  path: '/api/keys',
  access: 'keys:write',
  summary: 'Sets up a provider: any server that speaks the OpenAI chat protocol.',
  body: z.strictObject({
    label: z.string().trim().min(1).max(80),
    provider: z.enum(['openai-compatible']),
    baseUrl: z.url({ protocol: /^https?$/ }).max(500),
    model: z.string().trim().min(1).max(200),
    key: z.string().max(500).optional(),
  }),
  reply: providerKey,
  status: 201,
})

export const removeKey = endpoint({
  name: 'vault.removeKey',
  method: 'DELETE',
  path: '/api/keys/:keyId',
  access: 'keys:write',
  summary: 'Forgets a provider and destroys its key.',
  params: z.strictObject({ keyId: providerKeyId }),
  reply: z.strictObject({}),
})
