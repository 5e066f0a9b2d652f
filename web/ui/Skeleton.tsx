import { classes } from './classes.ts'

/** The place where a line of content will stand. */
export function Skeleton({ className }: { readonly className?: string }) {
  return <span className={classes('block h-3.5 animate-breathe rounded-sm bg-wash', className)} aria-hidden />
}
