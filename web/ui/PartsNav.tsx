import { type ReactNode, useRef } from 'react'
import { classes } from './classes.ts'
import { tabRowClasses } from './tab-classes.ts'
import { useTabsInSight } from './useTabsInSight.ts'

type Props = {
  /** What the links lead to, for who hears the page. */
  readonly label: string
  /** Which of them is open: it comes into sight whenever that changes. */
  readonly open: string
  readonly className?: string
  /** Links, the open one with `aria-current`. */
  readonly children: ReactNode
}

/** A row of links to the parts of one subject; where there is no room for all, it scrolls to the open one. */
export function PartsNav({ label, open, className, children }: Props) {
  const row = useRef<HTMLElement>(null)
  const hidden = useTabsInSight(row, open)
  return (
    <nav ref={row} aria-label={label} className={classes(tabRowClasses(hidden), className)}>
      {children}
    </nav>
  )
}
