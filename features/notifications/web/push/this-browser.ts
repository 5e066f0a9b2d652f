import { queryOptions } from '@tanstack/react-query'
import { findServiceWorker, startServiceWorker } from '#web/lib/device-worker.ts'
import { type PushSubscribed, pushSubscription } from '../../contract.ts'

/** What this browser has to say to pushes. `insecure`: browsers take them over https only, and on localhost. */
type Readiness = 'insecure' | 'unable' | 'denied' | 'ready'

function readiness(): Readiness {
  if (!globalThis.isSecureContext) return 'insecure'
  if (!('serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis))
    return 'unable'
  return Notification.permission === 'denied' ? 'denied' : 'ready'
}

async function findSubscription(): Promise<PushSubscription | null> {
  if (readiness() === 'insecure' || readiness() === 'unable') return null
  const registration = await findServiceWorker()
  return (await registration?.pushManager.getSubscription()) ?? null
}

/** As the server names addresses. */
async function hashOf(address: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(address)))
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether this browser can take pushes, and by which address it does. */
export const thisBrowserQuery = queryOptions({
  queryKey: ['push-here'],
  queryFn: async () => {
    const subscription = await findSubscription()
    return {
      readiness: readiness(),
      addressHash: subscription ? await hashOf(subscription.endpoint) : null,
    }
  },
  staleTime: 0,
})

/**
 * Subscribes this browser, with a new address: one that is left from another person who sat here leads nowhere from now on.
 * @returns undefined when the person does not allow it
 * @throws DOMException when the browser's push service cannot be reached
 */
export async function subscribeHere(pushKey: string): Promise<PushSubscribed | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined
  const { pushManager } = await startServiceWorker()
  await (await pushManager.getSubscription())?.unsubscribe()
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: pushKey })
  const { endpoint, keys } = made.toJSON()
  return pushSubscription.parse({ endpoint, keys })
}

/** From now on nothing that is pushed arrives in this browser. */
export async function unsubscribeHere(): Promise<void> {
  await (await findSubscription())?.unsubscribe()
}
