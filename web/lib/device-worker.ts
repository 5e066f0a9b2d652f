const file = '/service-worker.js'

/** Whether this browser can keep pages and take pushes: over https only, and on localhost. */
export function canServeItself(): boolean {
  return globalThis.isSecureContext && 'serviceWorker' in navigator && 'caches' in globalThis
}

/** Puts Seogo's service worker into this browser, and waits until it works. One that is there already is the same one. */
export async function startServiceWorker(): Promise<ServiceWorkerRegistration> {
  await navigator.serviceWorker.register(file)
  return await navigator.serviceWorker.ready
}

/** The one that is there; undefined for none. */
export function findServiceWorker(): Promise<ServiceWorkerRegistration | undefined> {
  return navigator.serviceWorker.getRegistration(file)
}
