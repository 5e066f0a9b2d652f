import type { LinkProps } from '@tanstack/react-router'
import {
  Activity,
  Building2,
  Copy,
  Gauge,
  History,
  Library,
  ListChecks,
  type LucideIcon,
  NotebookPen,
  Settings,
  ShieldCheck,
  Tags,
  Trash2,
} from 'lucide-react'
import type { Permission } from '#contract/permissions.ts'
import type { en } from './text.en.ts'

export type Destination = {
  readonly to: NonNullable<LinkProps['to']>
  /** Its name in the shell's words. */
  readonly name: keyof typeof en.places
  readonly icon: LucideIcon
  /** Pressed after `g`. */
  readonly key: string
  /** About the papers, or about the house they stand in. */
  readonly part: 'papers' | 'house'
  /** At the thumb on phones; the others stand under "more". At most four. */
  readonly inBar?: boolean
  /** Only for who may this. */
  readonly needs?: Permission
}

/** The pages of the navigation, in its order. A new page is one line here and one word in each text file. */
export const destinations: readonly Destination[] = [
  { to: '/', name: 'library', icon: Library, key: 'l', part: 'papers', inBar: true },
  { to: '/tags', name: 'tags', icon: Tags, key: 't', part: 'papers' },
  { to: '/notes', name: 'notes', icon: NotebookPen, key: 'n', part: 'papers' },
  { to: '/duplicates', name: 'duplicates', icon: Copy, key: 'd', part: 'papers', inBar: true },
  { to: '/history', name: 'history', icon: History, key: 'h', part: 'papers' },
  { to: '/trash', name: 'trash', icon: Trash2, key: 'x', part: 'papers' },
  {
    to: '/admin',
    name: 'admin',
    icon: Building2,
    key: 'a',
    part: 'house',
    needs: 'house:read',
  },
  { to: '/jobs', name: 'jobs', icon: ListChecks, key: 'j', part: 'house', inBar: true },
  { to: '/usage', name: 'usage', icon: Gauge, key: 'u', part: 'house' },
  {
    to: '/performance',
    name: 'performance',
    icon: Activity,
    key: 'p',
    part: 'house',
    needs: 'performance:administer',
  },
  { to: '/security', name: 'security', icon: ShieldCheck, key: 'y', part: 'house' },
  { to: '/settings', name: 'settings', icon: Settings, key: 's', part: 'house' },
]
