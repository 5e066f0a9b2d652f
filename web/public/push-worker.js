// Shows what is pushed to this browser, and nothing else: it answers no request and keeps nothing.
// A message is made by features/notifications/server/compose-push.ts.
self.addEventListener('push', (event) => {
  const { id, title, body, lang, path } = event.data.json()
  const shown = { body, lang, tag: id, icon: '/mark.svg', data: { path } }
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
