const ofFrame = ['/api/me', '/api/guide', '/api/notifications?limit=3&type=announcement&unread=true']

// To the letter as the pages ask: another spelling would be asked twice, which e2e/shell.journey.ts sees.
const ofPages: Readonly<Record<string, readonly string[]>> = {
  '/': ['/api/papers?sort=added&direction=desc&offset=0&limit=100', '/api/libraries'],
  '/papers/$paperId': ['/api/papers/$paperId'],
  '/admin': ['/api/admin/home'],
}

/** What the page at an address asks the API first, when somebody is signed in. */
export function firstAsked(path: string): readonly string[] {
  return [...ofFrame, ...(ofPages[path] ?? [])]
}
