import { createHmac } from 'node:crypto'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import type { House } from '#platform/house.ts'
import { postOutside } from './post-outside.ts'

/** The key of one webhook, by its id: from the installation's secret, so that nothing has to be kept. */
function keyOf(house: House, targetId: string): Buffer {
  return deriveKey(house.secretKey, `webhook ${targetId}`).export()
}

/** The secret as receivers take it. Source: Standard Webhooks 1.0.0, Signature scheme. */
export function secretOf(house: House, targetId: string): string {
  return `whsec_${keyOf(house, targetId).toString('base64')}`
}

type Posted = {
  readonly targetId: string
  readonly address: string
  /** The same in every attempt: receivers know a repeat by it. */
  readonly id: string
  readonly body: string
  readonly signal: AbortSignal
}

/**
 * Posts a message, signed with time and id.
 * @throws JobFailure unreachable | refused | gone | address_refused
 */
export async function postWebhook(
  house: House,
  { targetId, address, id, body, signal }: Posted,
): Promise<void> {
  const seconds = Math.floor(Date.now() / 1_000)
  const signature = createHmac('sha256', keyOf(house, targetId))
    .update(`${id}.${seconds}.${body}`)
    .digest('base64')
  await postOutside(house, {
    address,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Seogo',
      'webhook-id': id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': `v1,${signature}`,
    },
    body,
    signal,
    // Whoever has taken an address away for good says 410.
    retries: (status) => status !== 410,
  })
}
