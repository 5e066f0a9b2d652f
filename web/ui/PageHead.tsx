import type { ReactNode } from 'react'
import { useTitle } from '#web/lib/useTitle.ts'
import { classes } from './classes.ts'
import { PartsNav } from './PartsNav.tsx'

type Props = {
  readonly title: string
  readonly description: string
  /** What the links lead to, for who hears the page. */
  readonly partsLabel: string
  /** Links to the pages that stand beside this one; nothing for whoever may not see them. */
  readonly parts: ReactNode
  readonly className?: string
}

/** The head of a page that is one of several about one subject: its name, what it is for, and the way to the others. */
export function PageHead({ title, description, partsLabel, parts, className = 'pb-4' }: Props) {
  useTitle(title)
  return (
    <header className={classes('flex flex-wrap items-end gap-x-6 gap-y-2 pt-6', className)}>
      <div className="min-w-0 flex-1 basis-72">
        <h1 className="font-semibold text-xl tracking-tight">{title}</h1>
        <p className="mt-0.5 text-ink-soft">{description}</p>
      </div>
      {parts ? (
        <PartsNav label={partsLabel} open={title} className="gap-1">
          {parts}
        </PartsNav>
      ) : null}
    </header>
  )
}
