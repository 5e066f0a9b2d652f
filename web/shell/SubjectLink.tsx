import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

type Props = {
  /** What a notification or a job is about. */
  readonly subject: { readonly kind: string; readonly id: string } | null
  readonly onGo?: () => void
  readonly className?: string
  readonly children: ReactNode
}

/** A link to what something is about, where there is a page for it. */
export function SubjectLink({ subject, onGo, className, children }: Props) {
  if (subject?.kind === 'paper') {
    return (
      <Link
        to="/papers/$paperId"
        params={{ paperId: subject.id }}
        onClick={onGo}
        className={className ?? 'block'}
      >
        {children}
      </Link>
    )
  }
  if (subject?.kind === 'import') {
    return (
      <Link to="/" search={{ import: subject.id }} onClick={onGo} className={className ?? 'block'}>
        {children}
      </Link>
    )
  }
  if (subject?.kind === 'duplicates') {
    return (
      <Link to="/duplicates" search={{}} onClick={onGo} className={className ?? 'block'}>
        {children}
      </Link>
    )
  }
  if (subject?.kind === 'analyses') {
    return (
      <Link to="/jobs" search={{}} onClick={onGo} className={className ?? 'block'}>
        {children}
      </Link>
    )
  }
  if (subject?.kind === 'backup') {
    return (
      <Link to="/jobs/backups" onClick={onGo} className={className ?? 'block'}>
        {children}
      </Link>
    )
  }
  if (subject?.kind === 'health') {
    return (
      <Link to="/jobs/health" onClick={onGo} className={className ?? 'block'}>
        {children}
      </Link>
    )
  }
  if (subject?.kind === 'security') {
    return (
      <Link to="/security" onClick={onGo} className={className ?? 'block'}>
        {children}
      </Link>
    )
  }
  if (subject?.kind === 'search') {
    return (
      <Link
        to="/"
        search={{ smart: subject.id, sort: 'added' }}
        onClick={onGo}
        className={className ?? 'block'}
      >
        {children}
      </Link>
    )
  }
  if (subject?.kind === 'tag') {
    return (
      <Link
        to="/"
        search={{ tags: [subject.id], sort: 'added' }}
        onClick={onGo}
        className={className ?? 'block'}
      >
        {children}
      </Link>
    )
  }
  return children
}
