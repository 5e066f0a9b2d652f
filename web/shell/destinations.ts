import { Library, ListChecks, Settings } from 'lucide-react'

/** The pages of the navigation, in its order. `key` is pressed after `g`. */
export const destinations = [
  { to: '/', name: 'library', icon: Library, key: 'l' },
  { to: '/jobs', name: 'jobs', icon: ListChecks, key: 'j' },
  { to: '/settings', name: 'settings', icon: Settings, key: 's' },
] as const
