import type { House } from '#platform/house.ts'
import { AddressRefused, isCredentialAddress, isInsideAddress } from '#platform/http-client/address-guard.ts'
import { sendGuarded } from '#platform/http-client/guarded-request.ts'
import { retryAfterMs } from '#platform/http-client/retry-after.ts'
import { JobFailure } from '#platform/queue/failure.ts'

const timeoutMs = 15_000

type Posted = {
  readonly address: string
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array
  readonly signal: AbortSignal
  /** Whether it helps to come again after this status. */
  readonly retries: (status: number) => boolean
}

/**
 * Posts something to an address a person named, never to one inside unless that is allowed. Follows no redirect: what is not
 * 2xx was not delivered.
 * @throws JobFailure unreachable | refused | gone | address_refused
 */
export async function postOutside(
  house: House,
  { address, headers, body, signal, retries }: Posted,
): Promise<void> {
  let status: number
  let wait: number | undefined
  try {
    const reply = await sendGuarded(new URL(address), {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      refuses: house.config.SEOGO_WEBHOOKS_INSIDE ? isCredentialAddress : isInsideAddress,
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
  const isGone = status === 404 || status === 410
  throw new JobFailure(isGone ? 'gone' : 'refused', `the receiver answers ${status}`, {
    retry: retries(status),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}
