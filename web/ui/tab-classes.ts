import { classes } from './classes.ts'
import type { HiddenTabs } from './useTabsInSight.ts'

/** The classes of a link that leads to another page of the same head. */
export const tabClasses =
  'flex h-8 items-center whitespace-nowrap rounded-md px-2.5 text-ink-soft text-sm hover:bg-wash aria-[current=page]:bg-tint aria-[current=page]:font-medium aria-[current=page]:text-accent pointer-coarse:h-10'

/**
 * The classes of a row of tabs: where there is no room for all it scrolls sideways, and fades on the sides where more of
 * them are.
 */
export const tabRowClasses = ({ before, after }: HiddenTabs): string =>
  classes(
    // What is below a tab, a line say, must not make the row scroll upwards.
    'relative flex overflow-x-auto overflow-y-hidden [scrollbar-width:none]',
    after && 'mask-r-from-[calc(100%-2.5rem)]',
    before && 'mask-l-from-[calc(100%-2.5rem)]',
  )
