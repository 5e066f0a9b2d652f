// What of Seogo stays in this browser: it shows what is pushed, gives out what was kept for reading without a network, and
// takes what other apps share. What is kept is fetched and let go by web/lib/kept; a message is made by
// features/notifications/server/compose-push.ts.
const keptFor = 30 * 24 * 60 * 60 * 1000

self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

self.addEventListener('push', (event) => {
  const { id, title, body, lang, path } = event.data.json()
  const shown = { body, lang, tag: id, icon: '/icon-192.png', data: { path } }
  event.waitUntil(self.registration.showNotification(title, shown))
})

/** The page it is about: the tab that shows it already, else a new one. */
async function open(path) {
  const address = new URL(path, self.location.origin)
  if (address.origin !== self.location.origin) return
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = pages.find(({ url }) => url === address.href)
  await (page ? page.focus() : self.clients.openWindow(address.href))
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data.path))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin) return
  if (request.method === 'POST' && pathname === '/share') event.respondWith(takeShared(request))
  if (request.method !== 'GET') return
  if (pathname.startsWith('/api/'))
    event.respondWith(fetch(request).catch((error) => keptAnswer(request, error)))
  else if (request.mode === 'navigate')
    event.respondWith(fetch(request).catch((error) => keptFile('/', error)))
  else event.respondWith(appFile(request))
})

/** A file of the application. Those whose name changes with what they hold need no network once they are kept. */
async function appFile(request) {
  const { pathname } = new URL(request.url)
  if (!/^\/(assets|pdfjs)\//.test(pathname)) {
    return await fetch(request).catch((error) => keptFile(pathname, error))
  }
  return (await caches.match(pathname, { ignoreVary: true })) ?? (await fetch(request))
}

async function keptFile(path, error) {
  const kept = await caches.match(path, { ignoreVary: true })
  if (kept === undefined) throw error
  return kept
}

/** What the API answered when it was kept; nothing once the session ended or the server was not seen for long. */
async function keptAnswer(request, error) {
  const index = await (await caches.match('/kept.json'))?.json()
  if (index === undefined || index.isLocked || Date.now() - index.checkedAtMs > keptFor) throw error
  const kept = await caches.match(request.url, { ignoreVary: true })
  if (kept === undefined) throw error
  return await partOf(kept, request.headers.get('range'))
}

/** The bytes that were asked for: the reader takes big files piece by piece. */
async function partOf(kept, range) {
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? []
  if (from === undefined) return kept
  const whole = await kept.blob()
  const end = to === '' ? whole.size - 1 : Math.min(Number(to), whole.size - 1)
  const headers = new Headers(kept.headers)
  headers.set('content-range', `bytes ${from}-${end}/${whole.size}`)
  headers.set('content-length', String(end - Number(from) + 1))
  return new Response(whole.slice(Number(from), end + 1), { status: 206, headers })
}

/** Puts by what another app shared; the page /share takes it from there (web/lib/shared.ts). */
async function takeShared(request) {
  const form = await request.formData()
  await caches.delete('seogo-shared')
  const shared = await caches.open('seogo-shared')
  const said = ['url', 'text']
    .map((name) => form.get(name))
    .filter((text) => typeof text === 'string' && text !== '')
  await shared.put(
    '/share/text',
    new Response([...new Set(said)].join('\n') || String(form.get('title') ?? '')),
  )
  for (const [at, file] of form.getAll('files').entries()) {
    const headers = { 'content-type': file.type, 'x-file-name': encodeURIComponent(file.name) }
    await shared.put(`/share/files/${at}`, new Response(file, { headers }))
  }
  return Response.redirect('/share', 303)
}
