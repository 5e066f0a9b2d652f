import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { classes } from '#web/ui/classes.ts'

type Props = { readonly paperId: string; readonly title: ReactNode; readonly isOneLine?: boolean }

/** The way to the paper's page for the pointer; by keyboard it is Enter on the row. */
export function TitleLink({ paperId, title, isOneLine = false }: Props) {
  return (
    <Link
      to="/papers/$paperId"
      params={{ paperId }}
      tabIndex={-1}
      className={classes(
        'w-fit rounded-sm hover:text-accent hover:underline',
        isOneLine ? 'block max-w-full truncate' : 'line-clamp-2 md:line-clamp-1',
      )}
    >
      {title}
    </Link>
  )
}
