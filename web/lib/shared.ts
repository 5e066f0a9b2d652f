import { canServeItself } from './device-worker.ts'

/** What another app shared to Seogo: words (an address, a DOI) and files. */
export type Shared = { readonly text: string; readonly files: readonly File[] }

const cacheName = 'seogo-shared'

/** Takes what `public/service-worker.js` put by when another app shared it; undefined for nothing. It is there once. */
export async function takeShared(): Promise<Shared | undefined> {
  if (!canServeItself() || !(await caches.has(cacheName))) return undefined
  const cache = await caches.open(cacheName)
  const files: File[] = []
  let text = ''
  for (const { url } of await cache.keys()) {
    const answer = await cache.match(url)
    if (answer === undefined) continue
    const name = answer.headers.get('x-file-name')
    if (name === null) text = await answer.text()
    else {
      const type = answer.headers.get('content-type') ?? ''
      files.push(new File([await answer.blob()], decodeURIComponent(name), { type }))
    }
  }
  await caches.delete(cacheName)
  return text === '' && files.length === 0 ? undefined : { text, files }
}
