import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { buttonClasses } from '#web/ui/Button.tsx'

/** The ways from two papers that may be one: to each of them, and to both side by side. */
export function paperLink(paperId: string, children: ReactNode): ReactNode {
  return (
    <Link to="/papers/$paperId" params={{ paperId }} className="hover:text-accent hover:underline">
      {children}
    </Link>
  )
}

export function compareLink([keep, other]: readonly [string, string], children: ReactNode): ReactNode {
  return (
    <Link to="/duplicates" search={{ keep, other }} className={buttonClasses('plain', 'sm')}>
      {children}
    </Link>
  )
}
