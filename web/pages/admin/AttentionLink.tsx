import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { AttentionItem } from '#features/admin/contract.ts'
import { buttonClasses } from '#web/ui/Button.tsx'

type Props = { readonly item: AttentionItem; readonly label: string; readonly children: ReactNode }

/** Leads to the feature's own page of an item, narrowed to it. */
export function AttentionLink({ item, label, children }: Props) {
  const look = { 'aria-label': label, className: buttonClasses('quiet', 'sm') }
  switch (item.kind) {
    case 'jobs_failed': {
      const search = { state: 'failed', kind: item.jobKind, errorCode: item.errorCode } as const
      return (
        <Link to="/jobs/all" search={search} {...look}>
          {children}
        </Link>
      )
    }
    case 'queue_paused':
      return (
        <Link to="/jobs/house" {...look}>
          {children}
        </Link>
      )
    case 'alert_raised':
    case 'part_unwell':
      return (
        <Link to="/jobs/health" {...look}>
          {children}
        </Link>
      )
    case 'backup_unproven':
      return (
        <Link to="/jobs/backups" {...look}>
          {children}
        </Link>
      )
    case 'suspicion':
      return (
        <Link to="/security/activity" {...look}>
          {children}
        </Link>
      )
    case 'settings_wait':
      return (
        <Link to="/admin/settings" {...look}>
          {children}
        </Link>
      )
    case 'unusual_use':
    case 'limit_reached':
      return (
        <Link to="/usage/all" {...look}>
          {children}
        </Link>
      )
  }
}
