import { Copy, Library, ListChecks, Settings } from 'lucide-react'

/** The pages of the navigation, in its order. `key` is pressed after `g`. */
export const destinations = [
  { to: '/', name: 'library', icon: Library, key: 'l' },
  { to: '/duplicates', name: 'duplicates', icon: Copy, key: 'd' },
  { to: '/jobs', name: 'jobs', icon: ListChecks, key: 'j' },
  { to: '/settings', name: 'settings', icon: Settings, key: 's' },
] as const
