import { createHmac } from 'node:crypto'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import type { House } from '#platform/house.ts'
import { AddressRefused, isCredentialAddress, isInsideAddress } from '#platform/http-client/address-guard.ts'
import { sendGuarded } from '#platform/http-client/guarded-request.ts'
import { retryAfterMs } from '#platform/http-client/retry-after.ts'
import { JobFailure } from '#platform/queue/failure.ts'

const timeoutMs = 15_000

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
 * Posts a message, signed with time and id. Follows no redirect: what is not 2xx was not delivered.
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
    mayBeInside: house.config.SEOGO_WEBHOOKS_INSIDE,
  })
}

type Outside = {
  readonly address: string
  readonly headers: Record<string, string>
  readonly body: string
  readonly signal: AbortSignal
  readonly mayBeInside: boolean
}

async function postOutside(
  house: House,
  { address, headers, body, signal, mayBeInside }: Outside,
): Promise<void> {
  let status: number
  let wait: number | undefined
  try {
    const reply = await sendGuarded(new URL(address), {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      refuses: mayBeInside ? isCredentialAddress : isInsideAddress,
    })
    status = reply.statusCode ?? 0
    wait = retryAfterMs(reply.headers['retry-after'], house.clock.now())
    reply.destroy()
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AddressRefused)
      throw new JobFailure('address_refused', error.message, { retry: false })
    const message = error instanceof Error ? error.message : String(error)
    throw new JobFailure('unreachable', message, { retry: true, cause: error })
  }
  if (status >= 200 && status < 300) return
  if (status === 404 || status === 410)
    throw new JobFailure('gone', `the receiver answers ${status}`, { retry: status === 404 })
  throw new JobFailure('refused', `the receiver answers ${status}`, {
    retry: true,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}
