import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { providerKeyId, userId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { providerId } from './contract/catalogue.ts'

export { catalogue, costOf, findModel, type ProviderId, priceOf, providerId } from './contract/catalogue.ts'

/** Providers that are asked over the network. */
export const remoteProviderId = providerId.exclude(['local'])
export type RemoteProviderId = z.infer<typeof remoteProviderId>

/** A provider that was set up. The key itself is never sent back. */
export const providerKey = z.strictObject({
  id: providerKeyId,
  /** What the person calls it, e.g. "Ollama on the lab server". */
  label: z.string(),
  provider: remoteProviderId,
  baseUrl: z.string(),
  model: z.string(),
  /** Last four characters of the key; null when the server needs none. */
  keyEnding: z.string().nullable(),
  /** Set up by an administrator for everybody in this installation. */
  shared: z.boolean(),
  /** When the provider last accepted the key; null when it could not be asked. */
  checkedAt: instant.nullable(),
  /** Who may answer instead when this provider stays down; null: nobody. */
  standInId: providerKeyId.nullable(),
  createdAt: instant,
})
export type ProviderKey = z.infer<typeof providerKey>

const model = z.string().trim().min(1).max(200)

const newProvider = z
  .strictObject({
    label: z.string().trim().min(1).max(80),
    provider: remoteProviderId,
    /** Up to and including the version; the provider's own when absent. */
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
    model,
    key: z.string().max(500).optional(),
  })
  .refine(({ provider, baseUrl }) => provider !== 'openai-compatible' || baseUrl !== undefined, {
    path: ['baseUrl'],
    message: 'a compatible server needs its address',
  })
  .refine(({ provider, key }) => provider === 'openai-compatible' || (key ?? '').trim() !== '', {
    path: ['key'],
    message: 'this provider needs a key',
  })
export type NewProvider = z.output<typeof newProvider>

export const listKeys = endpoint({
  name: 'vault.listKeys',
  method: 'GET',
  path: '/api/keys',
  access: 'keys:read',
  summary: 'The providers the asking person has set up, and those of the installation.',
  reply: z.strictObject({ items: z.array(providerKey) }),
})

export const listHolders = endpoint({
  name: 'vault.listHolders',
  method: 'GET',
  path: '/api/admin/key-holders',
  access: 'people:manage',
  summary: 'Who has set up which providers of their own; neither keys nor their last characters.',
  reply: z.strictObject({
    items: z.array(z.strictObject({ userId, providers: z.array(z.string()) })),
  }),
})

export const saveKey = endpoint({
  name: 'vault.saveKey',
  method: 'POST',
  path: '/api/keys',
  access: 'keys:write',
  summary:
    'Sets up a provider; its key is shown to the provider first, and refused when the provider refuses it.',
  body: newProvider,
  reply: providerKey,
  status: 201,
})

export const changeModel = endpoint({
  name: 'vault.changeModel',
  method: 'PUT',
  path: '/api/keys/:keyId/model',
  access: 'keys:write',
  summary: 'Chooses another model of a provider.',
  params: z.strictObject({ keyId: providerKeyId }),
  body: z.strictObject({ model }),
  reply: providerKey,
})

export const chooseStandIn = endpoint({
  name: 'vault.chooseStandIn',
  method: 'PUT',
  path: '/api/keys/:keyId/stand-in',
  access: 'keys:write',
  summary: 'Says which other provider may answer when this one stays down; null for none.',
  params: z.strictObject({ keyId: providerKeyId }),
  body: z.strictObject({ standInId: providerKeyId.nullable() }),
  reply: providerKey,
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

export const saveSharedKey = endpoint({
  name: 'vault.saveSharedKey',
  method: 'POST',
  path: '/api/shared-keys',
  access: 'keys:share',
  summary: 'Sets up a provider for everybody in this installation.',
  body: newProvider,
  reply: providerKey,
  status: 201,
})

export const changeSharedKey = endpoint({
  name: 'vault.changeSharedKey',
  method: 'PUT',
  path: '/api/shared-keys/:keyId',
  access: 'keys:share',
  summary: 'Chooses the model of a provider of the installation, and which other of them may answer instead.',
  params: z.strictObject({ keyId: providerKeyId }),
  body: z.strictObject({ model, standInId: providerKeyId.nullable() }),
  reply: providerKey,
})

export const removeSharedKey = endpoint({
  name: 'vault.removeSharedKey',
  method: 'DELETE',
  path: '/api/shared-keys/:keyId',
  access: 'keys:share',
  summary: 'Forgets a provider of the installation and destroys its key.',
  params: z.strictObject({ keyId: providerKeyId }),
  reply: z.strictObject({}),
})
