import { z } from 'zod'

/** What the build says of itself (`web/vite.config.ts`): the files of the application, fonts apart. */
const appFiles = z.object({ version: z.string(), files: z.array(z.string()) })
const appCache = (version: string) => `seogo-app-${version}`

/** Keeps the application as it is now, with the fonts that this page used; an older one is let go. */
export async function keepApp(): Promise<void> {
  const answer = await fetch('/app-files.json', { cache: 'no-cache' })
  const { version, files } = appFiles.parse(await answer.json())
  const name = appCache(version)
  if (!(await caches.has(name))) {
    const cache = await caches.open(name)
    try {
      await cache.addAll(files)
    } catch (error) {
      await caches.delete(name)
      throw error
    }
  }
  const cache = await caches.open(name)
  const fonts = performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name).pathname)
    .filter((path) => path.endsWith('.woff2'))
  for (const path of fonts) if (!(await cache.match(path))) await cache.add(path)
  for (const other of await caches.keys()) {
    if (other.startsWith(appCache('')) && other !== name) await caches.delete(other)
  }
}
